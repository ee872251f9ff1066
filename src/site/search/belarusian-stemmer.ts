import { irregular } from './belarusian-irregular.ts';
import { irregularVerb } from './belarusian-verb-irregular.ts';

/**
 * The stem of a normalised Belarusian word (official orthography): what its forms have in common. Stems are for comparing with each
 * other and are often no words: sounds that change between forms are written as one of them. Never empty for a word that is not.
 */
export function stemBelarusian(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  const noun = nounInIya(word) ?? nounInAi(word);
  if (noun !== undefined) return oneVowel(noun);
  const { base, isVerb } = withoutReflexive(word);
  const verb = irregularVerb(oneVowel(base)) ?? verbInAvac(base);
  if (verb !== undefined) return oneVowel(verb);
  const { stem, next } = withoutEnding(base, isVerb ? 2 : 3);
  return oneVowel(withoutFleeting(oneConsonant(withoutResidue(stem), next)));
}

/**
 * Nouns like «пенсія» and «санкцыя» keep a part of their suffix: «калонія» is no «калона». Other words in -ыя are adjectives as a
 * rule («новыя»), as are those in -нія after a consonant («апошнія»).
 */
function nounInIya(word: string): string | undefined {
  const found = /^(.{2,}(?:[бвзлмнпсф]і|цы|рты))(?:ямі|яй|яю|ям|ях|я|і|ю|й)$/u.exec(word)?.[1];
  return found === undefined || /[^аеіоуыэюя]ні$/u.test(found) ? undefined : found;
}

/** Nouns in -ай are few; in other words -ай is an ending. */
function nounInAi(word: string): string | undefined {
  return /^((?:кіт|урадж|звыч|трамв|сар|папуг|дун)а)(?:й|я|ю|ем|і|яў|еў|ям|ямі|ях)$/u.exec(word)?.[1]?.concat('й');
}

/** «галасаваць», «галасуе» and «арыштаваны» keep what is their own as -у: «голас» is another word. But «даваць» is as «дае». */
function verbInAvac(word: string): string | undefined {
  const found =
    longForms.exec(word) ??
    /^(.{2,})[ую](?:е|еш|ем|еце|юць|ючы)$/u.exec(word) ??
    /^(.{2,}[іы]р|.{3,}[зсфц])ую$/u.exec(word);
  return found === null ? undefined : `${found[1]}у`;
}

const prefixesOfGiving = 'вы|пера|пра|ад|за|па|на|раз|рас|пры|аб|у|з|да|пад';
const longForms = new RegExp(
  `^(.{2,}?)(?<=[^аеіоуыэяў])[аея](?<!^(?:${prefixesOfGiving})?(?:да|ста|зна|спя|пла))` +
    'ва(?:ць|ў|л[аіо]|ўшы|н(?:ы|ымі?|ых|ыя|ая|ае|ага|аму|ай|аю|ую|а))$',
  'u',
);

function withoutReflexive(word: string): { base: string; isVerb: boolean } {
  if (/.{3}ся$/u.test(word)) return { base: word.slice(0, -2), isVerb: true };
  // «сустракацца» is «сустракаць» + «ся»; «здаецца» is «здае» + «ся».
  if (/.{2}[аіуыэюя]цца$/u.test(word)) return { base: `${word.slice(0, -3)}ць`, isVerb: true };
  if (/.{3}ецца$/u.test(word)) return { base: word.slice(0, -3), isVerb: true };
  return { base: word, isVerb: false };
}

/** Endings by the shortest stem that may stay before them; of those that fit the longest is taken. */
const endings = [
  // Verbs: infinitive, past, present, participle of the past.
  /(?:[аеіуыэюя](?:ць|ла|лі|ло|ўшы)|[аеоіуыэя]ў|[ауяе]юць|[ауяе]еце|[ауяе]ем|уе)$/u,
  // Adjectives. -ога is theirs after few consonants only, or «дарога» and «перамога» would lose what is their own.
  /(?:[ыі]мі|(?<!^(?:у|ад|па|зня|пера|раз|раўна|не|не?ў)в|[аез]з|сп?р)ага|яга|(?<=[гжкхш]|[аея]в|[^аеіоуыэюя]н|ст|вят|лад|лат)ог?а|(?<=[гжкхш]|[аея]в|[^аеіоуыэюя]н|ст|вят|лад|лат)ому|аму|яму|ая|яя|ае|яе|ое|ую|юю|ыя|ія|[ыі]х)$/u,
  // Nouns.
  /(?:амі|ямі|ьмі|[аоея]й|[аоея]ю|[ыі](?:[йію]|я[йюмх]|ямі)|[аеояы]м|(?<=[кгхн])ім|[ая]х)$/u,
];
const lastVowel = /[аеіоуыэюяь]$/u;

interface Cut {
  readonly stem: string;
  /** The letter that came after the stem, which says whether its last consonant was soft; empty at the end of a word. */
  readonly next: string;
}

function withoutEnding(word: string, shortest: number): Cut {
  const places = endings.map(pattern => pattern.exec(word)?.index ?? word.length).filter(place => place >= shortest);
  const place = Math.min(...places, word.length);
  if (place < word.length) return { stem: word.slice(0, place), next: word.charAt(place) };
  if (word.length > 2 && lastVowel.test(word)) return { stem: word.slice(0, -1), next: word.slice(-1) };
  return { stem: word, next: '' };
}

/**
 * What looks like an ending at the end of a stem goes too, since nobody can tell «рэжым» from «новым», «перамоў» from «законаў»:
 * so all forms of such a word lose it alike. A vowel that stays before a lost one or before «й» goes as well («зброя»).
 */
function withoutResidue(stem: string): string {
  const plain = stem.replace(/ў$/u, 'в').replace(/(?<=[ая]н)ін$/u, '');
  const bare = plain.replace(/(?<=.{3})(?:[аеояыэ]м|(?<=[кгхн])ім|[ая]х|[аоея]в)+$/u, '');
  return bare.replace(/(?<=[аеіоуыэюя].*)й$/u, '').replace(/(?<=.{3})[аео]$/u, '');
}

/** Consonants that change before the endings of some cases are written as one: т for soft ц, к for hard ц, д for дз, г for з, х for с. */
function oneConsonant(stem: string, next: string): string {
  const isSoft = /[еіюяь]/u.test(next);
  const single = stem.replace(/ддз$/u, stem.length > 5 ? 'дз' : 'ддз').replace(/([^д])\1$/u, '$1');
  return single
    .replace(/дз$/u, 'д')
    .replace(/(?<=..)ц$/u, isSoft ? 'т' : 'к')
    .replace(/(?<=...)з$/u, 'г')
    .replace(/(?<=...)с$/u, 'х');
}

/** A vowel that comes and goes before the last consonant: «падатак» and «падаткі», «рубель» and «рублі», «баец» and «байцы». */
function withoutFleeting(stem: string): string {
  return stem
    .replace(/(?<=.[аеіоуыэюя])е(?=к$)/u, 'й')
    .replace(/(?<=.л)е(?=к$)/u, 'ь')
    .replace(/(?<=.[^аеіоуыэюя'])[аеоэ]([кнлр])$/u, '$1')
    .replace(/дзн$/u, 'дн');
}

/** Vowels that change with the stress are written as one: «горад» and «гарады», «мяжа» and «межы», «цана» and «цэны». */
function oneVowel(stem: string): string {
  // An apostrophe inside is often left out by those who search; at the end it tells «сям’я» from «сем».
  return (
    stem
      .replace(/'(?!$)/gu, '')
      // «вобласць» and «абласцей».
      .replace(/^во(?=бл|зе?р|стр)/u, 'а')
      .replace(/[оэ]/gu, 'а')
      .replaceAll('я', 'е')
  );
}
