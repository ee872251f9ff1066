import * as site from '#render/site-headers.ts';
import { plainStyleSource } from './plain-style.ts';

/** For everything that is the same for all readers. Site and doors have one address here. */
export function siteHeaders(publicUrl: string): site.Headers {
  return site.siteHeaders({ site: publicUrl, doors: publicUrl });
}

/**
 * For pages behind personal links, and for those that are there without a build: never cached, never indexed, no script. Their
 * dress is a file of the site or the one style of plain pages.
 */
export function personalHeaders(publicUrl: string): site.Headers {
  return {
    ...site.commonHeaders(publicUrl),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
    'Content-Security-Policy': site.contentSecurityPolicy({
      'style-src': `'self' ${plainStyleSource}`,
      'form-action': "'self'",
    }),
  };
}
