// What servers of Russia, Belarus and Ukraine write in, often without saying so.
const cyrillic = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'] as const;

const oftenTogether =
  /(?:ст|но|то|на|ен|ов|ни|ра|во|ко|по|пр|ро|не|ер|ос|го|та|ан|ал|ть|ть|ет|ел|ес|ор|ка|ит|ия|ие|ся|ад|ас|аў|ць)/g;

/**
 * Text of bytes whose charset label is wrong, unknown or missing as often as right: UTF-8 where the bytes are valid UTF-8, else
 * the label if it can be true, else the Cyrillic charset in which the text looks most like language, else windows-1252.
 * Never throws.
 */
export function decodeText(bytes: Uint8Array, label: string): string {
  const named = decoderOf(label);
  // Written in ASCII alone, with shifts: bytes say nothing about it.
  if (named !== undefined && /^(?:iso-2022|utf-16)/.test(named.encoding)) return named.decode(bytes);
  const utf8 = strictUtf8(bytes);
  if (utf8 !== undefined) return utf8;
  const isLatin = named === undefined || named.encoding === 'windows-1252' || named.encoding === 'utf-8';
  if (named !== undefined && !isLatin && !isCyrillic(named.encoding)) return named.decode(bytes);
  if (isLatin && !hasCyrillicRuns(bytes)) return new TextDecoder('windows-1252').decode(bytes);
  const [first, ...others] = cyrillic.map(encoding => new TextDecoder(encoding).decode(bytes));
  return others.reduce((best, text) => (likeness(text) > likeness(best) ? text : best), first ?? '');
}

function decoderOf(label: string): TextDecoder | undefined {
  const name = label
    .trim()
    .replace(/^cp-?(?=125\d$)/i, 'windows-')
    .replace(/^(?:x-)?cp-?866u?$/i, 'ibm866');
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}

function isCyrillic(encoding: string): boolean {
  return encoding === 'koi8-u' || cyrillic.some(name => name === encoding);
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    // `stream` forgives a letter that was cut at the end.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

// Western words have one or two letters beyond ASCII in a row, Cyrillic ones consist of them.
function hasCyrillicRuns(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    run = byte >= 0x80 ? run + 1 : 0;
    if (run === 4) return true;
  }
  return false;
}

// Small letters count, pairs that language likes count more; a capital amid small letters or a frame sign is a wrong guess.
function likeness(text: string): number {
  const sample = text.slice(0, 4000);
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  return (
    count(/[а-яёіўїєґ]/g) +
    2 * count(oftenTogether) -
    3 * count(/[а-яё][А-ЯЁ]/g) -
    2 * count(/[^\p{ASCII}а-яёА-ЯЁіўїєґІЎЇЄҐ«»—–№…“”’\s]/gu)
  );
}
