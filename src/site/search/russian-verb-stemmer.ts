import { baseInConsonant, irregularVerb } from './russian-verb-irregular.ts';

/** The stem of a Russian verb in a form that cannot be one of a noun; undefined for other words. */
export function stemOfVerb(word: string): string | undefined {
  const base = word.replace(reflexive, '');
  const inConsonant = baseInConsonant(base);
  if (inConsonant !== undefined) return stemFrom(inConsonant);
  const place = surelyVerb.exec(base)?.index;
  if (place !== undefined && !nounInAi.test(base) && isVerbal(base.slice(0, place)))
    return stemFrom(base.slice(0, place));
  if (base === word) return undefined;
  return stemOfVerbalNoun(base) ?? stemFrom(base.replace(/(?<=..)(?:[уюийя]|[еи]м|[щш][а-я]{2,3})$/u, ''));
}

/**
 * The stem of what looks like a verb without an ending of nouns, if it does: «канал» like «писал», «совет» like «пишет»,
 * «арестованн» of «арестованный».
 */
export function stemOfVerbalNoun(word: string): string | undefined {
  const place = likeVerb.exec(word)?.index ?? 0;
  const base = word.slice(0, place);
  return place >= 2 && (isVerbal(base) || /[аяею][ею]т$/u.test(word)) ? stemFrom(base) : undefined;
}

const reflexive =
  /(?<=.{2}(?:[аеиоуыя][тл]ь?|[аеуя]й|чь|[тш]и|[тшзгкхбрс]|[лн]|шь|[еи]м|[щш](?:ий|ая|ее|ие|его|ему|ем|им|их|ими|ую|ей|ею)))ся$|(?<=.{2}(?:[аеиоуыярсзкгш]л[аои]|[ое]ст[ьи]|йти|ть|те|[юя]|[жшчщ]а|вши|[дтжшчщн]у))сь$/u;
const surelyVerb =
  /(?:(?<=.[аиыяе])л[аои]|(?<=.[аеиыя])ть|(?<=.[рл]о)(?:ть|л[аои])|(?<=.н)у(?:ть|л[аои])|(?<=.[аеуяю])(?:ешь|ете|йте)|(?<=..[ая])(?:ю|ем)|(?<=иру|[^р]ству|.{3}[зсфц]у)ю|(?<=.[уюя])ем|(?<=.н)ув|(?<=..)(?:[еи]шь|ите)|(?<=[оеиы]ва)в|(?<=.[аеиыя])вши)$/u;
// A few nouns; all other words like these are verbs.
const nounInAi = /^(?:кит|случ|урож|обыч|трамв|кр|сар|попуг|дун)а(?:ю|ем)$/u;
const likeVerb =
  /(?:(?<=[аеяиы])(?<!(?<!ви)се|[оу]зе|коте)л|(?<=н)ул|[еи]т|[ую]т|ят|(?<=[жшчщ])ат|[уюая]щ|(?<=[аеяиы])вш|(?<=[ая])нн?)$/u;

/** Whether a vowel is left besides the last one, as «сила» and «страна» show to be needed; short verbs are known. */
function isVerbal(base: string): boolean {
  return /[аеиоуыэюя]./u.test(base) || irregularVerb(base) !== undefined;
}

/** It ends in `-`, so that verbs do not meet nouns («работать» and «работа»). */
function stemFrom(base: string): string {
  const known = irregularVerb(base);
  if (known !== undefined) return `${known}-`;
  // «голосова-ть» and «голосу-ет», «воева-ть» and «вою-ет»; «дава-ть» and «да-ет».
  const present = base.replace(/(?<=(?:да|зна|ста))ва$/u, '').replace(/(?<=.)(?:[ео]ва|[ую])$/u, 'у-');
  return present.endsWith('-') ? present : `${oneConsonant(present.replace(/(?<=..)[аеиоыя]$/u, ''))}-`;
}

/** Consonants that change or go: «писать» and «пишет», «искать» and «ищет», «мочь» and «могут», «погибнуть» and «погибли». */
function oneConsonant(stem: string): string {
  return stem
    .replace(/(?<=[бпвмф])л$/u, '')
    .replace(/(?<=гиб|ник|стиг|чез|вык|верг|торг)н$/u, '')
    .replace(/(?:ск|ст)$/u, 'щ')
    .replace(/[гз]$/u, 'ж')
    .replace(/[хс]$/u, 'ш')
    .replace(/к$/u, 'ч');
}
