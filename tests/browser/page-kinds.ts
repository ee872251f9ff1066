import { shells } from '#server/shells.ts';

/** One page of each kind that the sample has; `<lang>` stands for a language. */
const kinds = {
  choice: '/index.html',
  home: '/<lang>/',
  issue: '/<lang>/2024-10-28/',
  commentary: '/<lang>/2024-08-05/politics/',
  corrected: '/<lang>/2024-04-15/belarus-west/',
  withdrawn: '/<lang>/2023-07-24/sanctions/',
  weekly: '/<lang>/2024-06-12/weekly/',
  review: '/<lang>/2024-10-28/review/',
  topic: '/<lang>/topics/sanctions/',
  author: '/<lang>/authors/rights-desk/',
  archive: '/<lang>/archive/',
  trends: '/<lang>/trends/2024/',
  search: '/<lang>/search/',
  results: '/<lang>/search/#q=2024&topic=sanctions',
  about: '/<lang>/about/',
  missing: '/<lang>/404.html',
} as const;

export type PageKind = keyof typeof kinds;

export const siteLanguages = ['en', 'be', 'ru'] as const;

/** Every kind of page of the archive. */
export const pageKinds = Object.keys(kinds).filter((kind): kind is PageKind => kind in kinds);

/** `/be/archive/`; the choice of a language is the same for all. */
export function pathOf(kind: PageKind, language: string): string {
  return kinds[kind].replace('<lang>', language);
}

/** One page of each kind, those of the doors too, in every language: `{ kind: 'door-confirm', paths: [ … ] }`. */
export const everyKind: readonly { readonly kind: string; readonly paths: readonly string[] }[] = [
  ...pageKinds.map(kind => ({ kind, paths: [...new Set(siteLanguages.map(language => pathOf(kind, language)))] })),
  // `question` is the form that asks about a likely slip.
  ...[...Object.keys(shells), 'question'].map(name => ({
    kind: `door-${name}`,
    paths: siteLanguages.map(language => `/_service/${language}/${name}.html`),
  })),
];

export const everyPath: readonly string[] = everyKind.flatMap(({ paths }) => paths);
