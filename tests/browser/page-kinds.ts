/** One page of each kind that the sample has; `<lang>` stands for a language. */
const kinds = {
  choice: '/index.html',
  home: '/<lang>/',
  issue: '/<lang>/2024-10-28/',
  commentary: '/<lang>/2024-08-05/politics/',
  corrected: '/<lang>/2024-04-15/belarus-west/',
  weekly: '/<lang>/2024-06-12/weekly/',
  review: '/<lang>/2024-10-28/review/',
  topic: '/<lang>/topics/sanctions/',
  author: '/<lang>/authors/rights-desk/',
  archive: '/<lang>/archive/',
  about: '/<lang>/about/',
  missing: '/<lang>/404.html',
} as const;

export type PageKind = keyof typeof kinds;

export const siteLanguages = ['en', 'be', 'ru'] as const;

/** Every kind by its name. */
export const pageKinds = Object.keys(kinds).filter((kind): kind is PageKind => kind in kinds);

/** `/be/archive/`; the choice of a language is the same for all. */
export function pathOf(kind: PageKind, language: string): string {
  return kinds[kind].replace('<lang>', language);
}

/** Paths of one page of each kind in every language, and of every shell of the doors among the files of a site. */
export function pathsToLookAt(files: readonly string[]): readonly string[] {
  const pages = siteLanguages.flatMap(language => pageKinds.map(kind => pathOf(kind, language)));
  return [...new Set([...pages, '/404.html', ...files.filter(isShell).map(file => `/${file}`)])];
}

function isShell(file: string): boolean {
  return file.startsWith('_service/') && file.endsWith('.html');
}
