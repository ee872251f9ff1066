/** Why a link is refused, in words for an editor. */
export interface LinkFault {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

/** `/be/2024-04-15/economy/` and the like: a page of this site (contracts.md, Addresses of pages). */
const ownPage = /^\/(?:[A-Za-z0-9._~-]+\/)*(?:[A-Za-z0-9._~-]+)?(?:#[\p{L}\p{N}_-]+)?$/u;
/** The address of a page of ours in words. */
export const pageInWords =
  'the language, the folder of the issue and the name of the commentary, with a slash before and after each';
const mail = /^mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$/;
const hostName = /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/**
 * What is wrong with an address of a link, as the browser would get it; undefined when nothing is. Only http, https,
 * mailto, pages of this site from the root (`/be/about/`) and places of the same text (`#s-sanctions`) are links.
 */
export function linkFault(url: string): LinkFault | undefined {
  if (url.length > 2000) return refused('link', 'is longer than 2,000 characters', 'Write a shorter address.');
  if (/[\s\p{Cc}\p{Cf}\\<>"`]/u.test(url)) {
    return refused(
      'link',
      'holds a space, a backslash, a quote or a character that is not seen',
      'Write the address exactly as the browser shows it, with %20 for a space.',
    );
  }
  if (/^#[\p{L}\p{N}_-]+$/u.test(url) || mail.test(url)) return undefined;
  if (url.startsWith('/') && !url.startsWith('//')) {
    return ownPage.test(url) && !url.split('/').some(isDots)
      ? undefined
      : refused('link', 'is not an address of a page', `Write the address of a page: ${pageInWords}.`);
  }
  if (/^https?:\/\/[^/]/i.test(url)) return webFault(url);
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    return refused(
      'link-scheme',
      `may not begin with \`${url.slice(0, url.indexOf(':') + 1).slice(0, 20)}\``,
      'Write an address that begins with `https://`, `http://` or `mailto:`.',
    );
  }
  return refused(
    'relative-link',
    'is relative: in a mail it leads nowhere',
    `Write the whole address, \`https://…\`, or a page of this site: ${pageInWords}.`,
  );
}

function webFault(url: string): LinkFault | undefined {
  const parsed = URL.parse(url);
  if (!parsed || !hostName.test(parsed.hostname)) {
    return refused('link', 'has no host that could exist', 'Write the address as the browser shows it.');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return refused(
      'link',
      'holds a name before `@`, which hides where it leads',
      'Leave out all between `//` and `@`.',
    );
  }
  return undefined;
}

function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}

function refused(rule: string, message: string, hint: string): LinkFault {
  return { rule, message, hint };
}
