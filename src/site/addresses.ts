import type { Language } from '#i18n/languages.ts';
import * as addresses from '#render/addresses.ts';

// Paths on this site; the shapes are those of contracts.md, shared with the mails.

export const homePath = (language: Language) => addresses.homeAddress('', language);
export const issuePath = (language: Language, issue: string) => addresses.issueAddress('', language, issue);
/** `commentary` is `issue/slug`. */
export const commentaryPath = (language: Language, commentary: string) =>
  addresses.commentaryAddress('', language, commentary);
export const topicPath = (language: Language, topic: string) => addresses.topicAddress('', language, topic);
export const authorPath = (language: Language, author: string) => addresses.authorAddress('', language, author);
export const archivePath = (language: Language) => addresses.archiveAddress('', language);
export const pagePath = (language: Language, name: string) => `/${language}/${name}/`;
export const feedPath = (language: Language) => `/${language}/feed.xml`;
/** A sound as this site gives it out; `name` is made from its bytes. */
export const soundPath = (name: string) => `/media/${name}`;
/** How the situation moved in one year; without a year the way to the newest. */
export const trendsPath = (language: Language, year?: string) =>
  `/${language}/trends/${year === undefined ? '' : `${year}/`}`;
export const searchPath = (language: Language) => `/${language}/search/`;
