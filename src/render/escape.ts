import { VesnikError } from '#errors.ts';

// C0, C1 and the line separators that some programs take for the end of a line.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
// Marks that turn the direction of what follows, or that nobody sees: a title must not be able to dress up as another.
const invisible = /[\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
// Joins emoji; between other characters it only hides.
const strayJoiner = /(?<!\p{Extended_Pictographic}|\ufe0f)\u200d/gu;
// Render marks the places of drawn bodies with these two (mail-template.ts).
const privateMarks = /[\ue000\ue001]/g;
// Most words hold nothing of all that.
const anything = new RegExp(
  [controls, invisible, strayJoiner, privateMarks].map(({ source }) => source).join('|'),
  'u',
);

/** Words as a reader may see them: without control, direction and invisible characters; a line break is a space. */
export function cleanText(words: string): string {
  return cleanProse(words.replace(/[\t\r\n]+/g, ' '));
}

/** As {@link cleanText}, but line breaks and tabs stay. */
export function cleanProse(words: string): string {
  if (!anything.test(words)) return words;
  return words
    .replace(controls, found => (found === '\n' || found === '\t' ? found : ''))
    .replace(invisible, '')
    .replace(strayJoiner, '')
    .replace(privateMarks, '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A relay with merge fields of its own must find none in our words.
  '{': '&#123;',
  '}': '&#125;',
};

/** Words for HTML text and for attribute values in either kind of quotes. */
export function escapeHtml(words: string): string {
  return cleanText(words).replace(/[&<>"'{}]/g, found => entities[found] ?? found);
}

/**
 * Words for a mail header (RFC 5322 section 2.2), unencoded. Throws `header-control` where they hold a control character
 * or a line separator: dropping it in silence would hide an attempt. `place` says where the words come from.
 */
export function headerWords(words: string, place: string): string {
  if (words.search(controls) >= 0)
    throw new VesnikError({
      code: 'header-control',
      message: `${place} holds a line break or another control character, which a mail header cannot carry.`,
      hint: `Write ${place} on one line, without invisible characters.`,
    });
  return cleanText(words).replace(/\s+/g, ' ').trim();
}

const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * An address for a link, percent-encoded; undefined for what is no address or has a scheme that runs something.
 * Absolute where there is a `base` (the public address, which may have a path): `/path` begins there, others at `page`.
 * Without a base what begins with `/` or `#` stays a path, and an address of the page's own site becomes one: the site may be read
 * elsewhere too, from a mirror or a folder.
 */
export function linkAddress(href: string, { base, page }: { base: string; page: string }): string | undefined {
  const wanted = cleanText(href).trim();
  const isPath = /^\/(?![/\\])/.test(wanted);
  const address = isPath ? `${base}${wanted}` : wanted;
  if (!URL.canParse(address, page)) return undefined;
  const url = new URL(address, page);
  if (!schemes.has(url.protocol)) return undefined;
  const isPlace = wanted.startsWith('#');
  const isOwn = url.origin === new URL(page).origin;
  const isLocal = base === '' && (isPath || isPlace || isOwn);
  const written = isLocal ? `${isPlace ? '' : url.pathname}${url.search}${url.hash}` : url.href;
  return written.replaceAll("'", '%27');
}
