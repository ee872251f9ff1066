import type { Language } from '#i18n/languages.ts';

// The addresses of contracts.md. `base` is the newsletter's public address without a slash at the end, or '' for a path.

export function homeAddress(base: string, language: Language): string {
  return `${base}/${language}/`;
}

export function issueAddress(base: string, language: Language, issue: string): string {
  return `${base}/${language}/${issue}/`;
}

/** `commentary` is `issue/slug`. */
export function commentaryAddress(base: string, language: Language, commentary: string): string {
  return `${base}/${language}/${commentary}/`;
}

export function topicAddress(base: string, language: Language, topic: string): string {
  return `${base}/${language}/topics/${topic}/`;
}

export function authorAddress(base: string, language: Language, author: string): string {
  return `${base}/${language}/authors/${author}/`;
}

export function archiveAddress(base: string, language: Language): string {
  return `${base}/${language}/archive/`;
}

/** A picture of a mail; it never goes away. `name` is its file name, `<sha256>.jpg`. */
export function mailPictureAddress(base: string, name: string): string {
  return `${base}/m/${name}`;
}
