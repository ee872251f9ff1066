// Here, because two rooms that may not know each other both give out what render draws: the server sends these headers, and the
// site writes them down for whoever serves its files (nginx, Caddy, Netlify, Cloudflare Pages).

export type Headers = Readonly<Record<string, string>>;

interface Origins {
  /** Public address under which the files are given out. */
  readonly site: string;
  /** Public address of the doors, where forms go. */
  readonly doors: string;
}

/** Headers of everything that Vesnik gives out. `publicUrl` is where it is given out: over HTTPS, browsers are told to stay there. */
export function commonHeaders(publicUrl: string): Headers {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(publicUrl.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/**
 * Headers of every file of the built site. Nothing comes from elsewhere, nothing runs or dresses but what is a file of the site;
 * forms go to the site and to the doors, and the doors' redirects stay among these two.
 */
export function siteHeaders({ site, doors }: Origins): Headers {
  return {
    ...commonHeaders(site),
    'Content-Security-Policy': contentSecurityPolicy({
      'style-src': "'self'",
      // The page for searching has the only script; it reads its index from the site.
      'script-src': "'self'",
      'connect-src': "'self'",
      'media-src': "'self'",
      'form-action': `'self' ${new URL(doors).origin}`,
    }),
  };
}

/** A policy that allows pictures and fonts of the site itself, and what is added. */
export function contentSecurityPolicy(more: Headers): string {
  const directives = {
    'default-src': "'none'",
    'img-src': "'self'",
    'font-src': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...more,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/** Folders of the site in which a file's name is made of its bytes, so that it may be kept for ever. */
export const keptFolders = ['_astro', 'm', 'media', 'share'] as const;

export const keptFor = 'public, max-age=31536000, immutable';
export const askedAgain = 'no-cache';

/** Headers of one file beside those of all: how long it may be kept, and who may show it. `pathname` begins with a slash. */
export function fileHeaders(pathname: string): Headers {
  const [, folder = '', name = ''] = pathname.split('/');
  const isKept = name !== '' && keptFolders.some(each => each === folder);
  return {
    'Cache-Control': isKept ? keptFor : askedAgain,
    // Pictures of mails are shown by mail programs on the web.
    ...(isKept && folder === 'm' && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
  };
}
