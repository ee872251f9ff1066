const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** For everything that is the same for all readers. Nothing comes from elsewhere; forms go to the doors. */
export function siteHeaders(publicUrl: string): Readonly<Record<string, string>> {
  const doors = new URL(publicUrl).origin;
  return {
    ...everywhere,
    ...overHttps(publicUrl),
    'Content-Security-Policy': policy({
      'script-src': "'self' 'wasm-unsafe-eval'",
      'connect-src': "'self'",
      'media-src': "'self'",
      'manifest-src': "'self'",
      'form-action': `'self' ${doors}`,
    }),
  };
}

/** For pages behind personal links: never cached, never indexed, no script. */
export function personalHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    ...everywhere,
    ...overHttps(publicUrl),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
    'Content-Security-Policy': policy({ 'form-action': "'self'" }),
  };
}

function policy(more: Readonly<Record<string, string>>): string {
  const directives = {
    'default-src': "'none'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...more,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

function overHttps(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {};
}
