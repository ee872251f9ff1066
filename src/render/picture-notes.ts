import type { Picture } from '#content/media.ts';
import type { Translate } from '#i18n/translator.ts';

/** What stands below a picture, as sentences: its caption, that it is old, and whose it is. Empty where there is nothing. */
export function pictureNotes(picture: Picture, words: Translate): string {
  return [
    ...(picture.caption === undefined ? [] : [asSentence(picture.caption)]),
    ...pictureOrigin(picture, words),
  ].join(' ');
}

/** That a picture is old, and whose it is: a sentence each. */
export function pictureOrigin({ credit, archive }: Picture, words: Translate): string[] {
  return [
    ...(archive ? [asSentence(words('piece.archivePicture'))] : []),
    ...(credit === undefined ? [] : [asSentence(words('piece.pictureCredit', { credit }))]),
  ];
}

function asSentence(words: string): string {
  const begun = words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
