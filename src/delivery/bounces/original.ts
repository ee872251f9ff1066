import { allValues, type Field, readFields } from './fields.ts';
import type { Part } from './parts.ts';

/** A notice in plain text, apart from the mail that it returns. */
export interface Notice {
  readonly words: string;
  readonly original: readonly Field[];
}

const isWrapped =
  /^(?:message\/(?:rfc822|global|partial|external-body)|text\/rfc822(?:-headers)?|message\/(?:rfc822|global)-headers)$/;

// What the servers write between the notice and the mail.
const separators = new RegExp(
  [
    /-{3,} Below this line is (?:a copy|the original)/,
    /-{2,} This is a copy of (?:the|your) message/,
    /-{2,} ?(?:Original|Unsent|Returned|Undelivered|Included|Forwarded|Rejected) (?:message|mail)\b[^\n]{0,60}/,
    /-{2,} (?:The )?(?:header|body|headers) of the original message/,
    /-{2,} ?The body of the message is/,
    /-{2,} Enclosed (?:is|are) (?:a copy of )?/,
    /-{2,} Returned (?:message|mail)/,
    /Original message (?:headers|header|follows)\b/,
    /(?:Below|Following) (?:this line )?is (?:a copy of )?the (?:original|message)/,
    /The (?:full )?(?:headers|header)(?: of the message)? follows?/,
    /Message headers? follow/,
    /-{2,} ?(?:Исходное|Исходное возвращаемое|Оригинал|Копия|Заголовки)[^\n]{0,60}/,
    /(?:Заголовки (?:исходного )?(?:письма|сообщения)|Текст исходного сообщения|Исходные заголовки)/,
    /(?:Ursprüngliche Kopfzeilen|Original-Kopfzeilen|En-têtes de message d'origine)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Whether a part is a returned mail or its header, by its label or, where that is wrong, by what it holds. */
export function isOriginal({ type, text, fields }: Part): boolean {
  if (isWrapped.test(type)) return true;
  return /original|returned|undelivered message/i.test(allValues(fields, 'content-description').join(' '))
    ? true
    : looksLikeHeader(text);
}

/** The header of the returned mail, out of a part that holds one. */
export function originalFields({ text }: Part): Field[] {
  return headerAt(text);
}

/** Cuts a plain notice where the returned mail begins. */
export function splitNotice(text: string): Notice {
  const separator = separators.exec(text);
  if (separator !== null) {
    return { words: text.slice(0, separator.index), original: headerAt(afterLine(text, separator.index)) };
  }
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line, index) => headerLine.test(line) && isHeaderBlock(lines.slice(index, index + 20)));
  if (at === -1) return { words: text, original: [] };
  return { words: lines.slice(0, at).join('\n'), original: headerAt(lines.slice(at).join('\n')) };
}

const headerLine =
  /^(?:> ?)?(?:return-path|received|message-id|dkim-signature|from|to|subject|date|mime-version|x-[a-z-]+): /i;

function looksLikeHeader(text: string): boolean {
  const lines = text.trimStart().slice(0, 4000).split(/\r?\n/);
  return headerLine.test(lines[0] ?? '') && isHeaderBlock(lines.slice(0, 20));
}

// Three fields of a header, one of which no notice would quote alone.
function isHeaderBlock(lines: readonly string[]): boolean {
  const names = new Set(lines.map(line => /^(?:> ?)?([a-z-]{2,40}): /i.exec(line)?.[1]?.toLowerCase() ?? ''));
  const isHeader = ['message-id', 'received', 'return-path', 'mime-version', 'dkim-signature'].some(name =>
    names.has(name),
  );
  return isHeader && names.size >= 4;
}

function afterLine(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return end === -1 ? '' : text.slice(end + 1);
}

function headerAt(text: string): Field[] {
  const lines = text.slice(0, 65536).split(/\r?\n/);
  const start = lines.findIndex(line => /^(?:> ?)?[!-9;-~]{2,60}: ?\S/.test(line));
  if (start === -1) return [];
  const rest = lines.slice(start).map(line => line.replace(/^> ?/, ''));
  const end = rest.indexOf('');
  return readFields(rest.slice(0, end === -1 ? undefined : end).join('\n'));
}
