import { irregular } from './russian-irregular.ts';
import { stemOfVerb, stemOfVerbalNoun } from './russian-verb-stemmer.ts';

/**
 * The stem of a normalised Russian word: what its forms have in common. Stems are for comparing with each other and are often no
 * words: sounds that change between forms are written as one of them. Never empty for a word that is not.
 */
export function stemRussian(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  // Words that have one form: «радио», «видео».
  if (/[ие]о$/u.test(word)) return word;
  return stemOfVerb(word) ?? nounInIya(word) ?? stemOfNoun(word);
}

/**
 * Nouns like «колония» and «решение» keep a part of their suffix: «колония» is no «колонна». What ends in -кие, -шие or, after a
 * consonant, in -ние is an adjective; what ends in -гия or -кия is none.
 */
function nounInIya(word: string): string | undefined {
  const found =
    /^(.{2,}[бвдзлмнпрстфц]и)(?:ями|ям|ях|ей|ем|я|е|ю|и|й)$/u.exec(word)?.[1] ??
    /^(.{2,}[гкх]и)(?:ями|ям|ях|ей|я|ю|и)$/u.exec(word)?.[1] ??
    /^(.{2,}(?:ло|ли|лле|те|ер)ги)й$/u.exec(word)?.[1];
  return found === undefined || /[^аеиоуыэюя]ни$/u.test(found) ? undefined : found;
}

const endings =
  /(?:[иы]ми|[ео]го|[ео]му|[аояе]я|[ое]е|[иы]е|[ую]ю|[иы]й|[иы]х|[иы]м|[аяь]ми|ью|[аояе]м|[ая]х|[ое]в|[ое]й|[ое]ю)$/u;

/** A noun or an adjective. */
function stemOfNoun(word: string): string {
  // «судья» is no «суд».
  const place = /.[а-я]ь[яеи]$/u.test(word) ? word.length - 1 : (endings.exec(word)?.index ?? 0);
  const isEnding = place > 2 || (place === 2 && /[аеиоуыэюя]/u.test(word.slice(0, 2)));
  const cut = isEnding ? place : word.length - (word.length > 2 && /[аеиоуыэюяьй]$/u.test(word) ? 1 : 0);
  const stem = word.slice(0, cut).replace(/(?<=[ая]н)ин$/u, '');
  return (
    stemOfVerbalNoun(stem.replace(/(?<=.{3})(?:[ое]в|ом)$/u, '')) ??
    withoutFleeting(withSoftness(withoutResidue(stem), word.slice(cut)))
  );
}

/** What looks like an ending at the end of a stem goes from all forms of a word alike: «режим», «остров», «герой». */
function withoutResidue(stem: string): string {
  return stem
    .replace(/(?<=.{3})(?:[аояеи]м|[аяиы]х|[ое]в|[ое]й|ий)$/u, '')
    .replace(/(?<=.{2})[ео]$|(?<=..[жшчщ])и$/u, '');
}

/** Feminine nouns in -сть are no others: «месть» and «место», «часть» and «часто». */
function withSoftness(stem: string, ending: string): string {
  return stem.endsWith('ст') && /^(?:ь|и|ью|ьми|ей|ям|ями|ях)$/u.test(ending) ? `${stem}ь` : stem;
}

/** A vowel or a soft sign that comes and goes before the last consonant: «посол» and «послы», «боец» and «бойцы». */
function withoutFleeting(stem: string): string {
  return stem
    .replace(/(?<=..е)нн$/u, 'н')
    .replace(/(?<=.[аеиоуыэюя])е(?=[кц]$)/u, 'й')
    .replace(/(?<=.[лнр])е(?=к$)/u, 'ь')
    .replace(/(?<=.[^аеиоуыэюя])[ео](?=[кнлрц]$)/u, '')
    .replace(/(?<=[дс])еб$/u, 'б')
    .replace(/ь(?=[мгцнб]$)/u, '');
}
