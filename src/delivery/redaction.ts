import { domainToUnicode } from 'node:url';
import { oneLine } from './answer-lines.ts';
import { withoutCut } from './cut-address.ts';
import { isWordlike, withoutDisguised, withoutEncoded } from './disguise.ts';
import { holdsNothing, isPlain } from './harmless-answer.ts';
import { nameParts } from './name-parts.ts';
import { isOrdinary } from './ordinary-words.ts';

/** The relay's words about one delivery, fit to be stored and shown. */
export interface RedactedAnswer {
  /** Reply code (RFC 5321, 4.2); undefined where no reply came. */
  readonly code?: number;
  /** Enhanced status code (RFC 3463): `5.1.1`. */
  readonly enhanced?: string;
  /** Codes and words, at most 300 characters, one line, without addresses. */
  readonly text: string;
}

/** What must not be in an answer. */
export interface Secrets {
  /** The recipient, `local@domain`. */
  readonly recipient: string;
  /** Envelope sender (VERP) and other personal texts: tokens, links. */
  readonly others: readonly string[];
}

const mark = '[hidden]';
const longest = 300;
// Answers are cut before the search too, at a blank: a hostile relay may send a megabyte.
const longestRead = 4000;

/**
 * Takes everything out of an answer that could tell who a recipient is: every address, the recipient's local part and domain in
 * the spellings that relays use, VERP tokens. Control characters are shown escaped (`\x1b`). Codes and 300 characters stay.
 */
export function redactAnswer(answer: string, { recipient, others }: Secrets): RedactedAnswer {
  const line = isPlain(answer) ? answer.trim() : oneLine(cutAtBlank(answer), recipient, mark);
  const [, reply = '', enhanced = ''] = /^([245]\d\d)?[ -]?([245]\.\d{1,3}\.\d{1,3})?(?![\d.])/.exec(line) ?? [];
  const rest = line.slice(line.indexOf(enhanced, reply.length) + enhanced.length).trim();
  const words = [reply, enhanced, redactWords(rest, recipient, others)].filter(part => part !== '').join(' ');
  return {
    ...(reply === '' ? {} : { code: Number(reply) }),
    ...(enhanced === '' ? {} : { enhanced }),
    text: [...words].slice(0, longest).join(''),
  };
}

function redactWords(words: string, recipient: string, others: readonly string[]): string {
  if (holdsNothing(words, recipient, others)) return words;
  const at = recipient.lastIndexOf('@');
  const local = recipient.slice(0, at);
  const domain = recipient.slice(at + 1);
  const parts = [local, local.replace(/\+.*$/, ''), domain, domainToUnicode(domain)];
  const uncoded = withoutEncoded(words, [recipient, ...parts], mark);
  const withoutSecrets = withoutAll(uncoded, [recipient, ...others])
    .replace(/"[^"]{0,64}"@[^\s<>"',;:()]+|[^\s<>"',;:()=]+(?:@|%40|=40|\+40|&#64;|&commat;)[^\s<>"',;:()]+/gi, mark)
    // Tokens of VERP addresses in base32, whatever stands around them.
    .replace(/[a-z2-7]{40}/gi, mark);
  const all = [...parts, ...nameParts(local)];
  return withoutCut(withoutDisguised(withoutAll(withoutSecrets, all), all, mark), recipient, mark);
}

// What may be an ordinary word (`a`, `info`, `mail`) goes where it stands alone, and takes a longer word that holds it along, since half a word would
// tell it; words that servers say to everybody (`information`) stay. Anything else goes wherever it appears.
function withoutAll(words: string, secrets: readonly string[]): string {
  let text = words;
  let folded = words.toLowerCase();
  for (const spelling of secrets.filter(secret => secret !== '').flatMap(spellings)) {
    // Most spellings are in no answer; a look costs a hundredth of an expression.
    if (!folded.includes(spelling.toLowerCase())) continue;
    const escaped = RegExp.escape(spelling);
    const around = spelling.length < 4 ? '' : '[\\p{L}\\p{N}]*';
    const pattern = isWordlike(spelling)
      ? `(?<![\\p{L}\\p{N}])${around}${escaped}${around}(?![\\p{L}\\p{N}])`
      : escaped;
    text = text.replace(new RegExp(pattern, 'giu'), word =>
      word.length > spelling.length && isOrdinary(word) ? word : mark,
    );
    folded = text.toLowerCase();
  }
  return text;
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    secret,
    secret.normalize('NFD'),
    encodeURIComponent(secret),
    // The bytes of UTF-8 read as Latin-1, as smtp-connection gives them where an answer is not valid UTF-8.
    bytes.toString('latin1'),
    secret.replace(/[+=@]/g, sign => `+${sign.charCodeAt(0).toString(16)}`),
    secret.replace(/[=@]/g, sign => `=${sign.charCodeAt(0).toString(16)}`),
    secret.replace('@', '='),
    secret.replace('@', ' at '),
    ...(secret.length < 4 ? [] : [bytes.toString('base64').replace(/=+$/, ''), hex]),
  ];
}

function cutAtBlank(answer: string): string {
  if (answer.length <= longestRead) return answer;
  const cut = answer.slice(0, longestRead);
  const blank = cut.search(/\s\S*$/);
  return blank === -1 ? '' : cut.slice(0, blank);
}
