/**
 * Whether a browser says that a form came from another site. Browsers send `Origin: null` from our own pages, since these say
 * `Referrer-Policy: no-referrer`, so Fetch Metadata decides where it is there. Programs send neither and are let through: the token is
 * the secret.
 */
export function isForeign(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  return origin !== null && origin !== 'null' && origin !== new URL(publicUrl).origin;
}
