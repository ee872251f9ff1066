/** Marks above letters that say where the stress is: grave and acute. */
const stressMarks = /[\u0300\u0301]/gu;
/** Soft hyphens, zero-width characters and marks of direction: nobody sees them, nobody types them. */
const unseen = /\u034f|[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const apostrophes = /[\u0060\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032\uff07]/gu;
const hyphens = /[\u2010-\u2015\u2212]/gu;
// With further marks, or what stays of the letter would become it again.
const initialShortU = /(?<![\p{L}\p{N}\p{M}'])ў\p{M}*/gu;
const yo = /ё\p{M}*/gu;

/**
 * A text in the one spelling in which words are compared: NFC, lower case, `'` for every apostrophe, `-` for every hyphen, `е` for
 * `ё`, `у` for a `ў` that begins a word, without stress marks and characters that are not seen. Normalising twice changes nothing.
 */
export function normalise(text: string): string {
  return (
    text
      // Decomposed, a stress mark stands by itself, and й, ў and ё keep the marks that make them letters.
      .normalize('NFD')
      .replace(unseen, '')
      .replace(stressMarks, '')
      .normalize('NFC')
      .toLowerCase()
      .normalize('NFC')
      .replace(apostrophes, "'")
      .replace(hyphens, '-')
      .replace(yo, 'е')
      .replace(initialShortU, 'у')
  );
}
