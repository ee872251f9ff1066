import { pageKinds, pathOf, siteLanguages } from '../../tests/browser/page-kinds.ts';
import type { Shown } from './looks.ts';

/** What one sheet shows: the same thing in several languages. */
export interface Subject {
  readonly name: string;
  readonly versions: readonly { readonly label: string; readonly shown: Shown }[];
  readonly media?: 'print';
}

/** Every kind of page, every page of the doors, a commentary on paper, and the mail. */
export function subjectsOf(
  address: string,
  files: readonly string[],
  mails: ReadonlyMap<string, string>,
): readonly Subject[] {
  const inEach = (name: string, pathIn: (language: string) => string): Subject => ({
    name,
    versions: siteLanguages.map(language => ({ label: language, shown: { url: address + pathIn(language) } })),
  });
  return [
    { name: 'choice', versions: [{ label: 'all', shown: { url: `${address}/` } }] },
    ...pageKinds.filter(kind => kind !== 'choice').map(kind => inEach(kind, language => pathOf(kind, language))),
    ...shellNames(files).map(name => inEach(`door-${name}`, language => `/_service/${language}/${name}.html`)),
    { ...inEach('paper', language => pathOf('weekly', language)), media: 'print' },
    { name: 'mail', versions: [...mails].map(([label, html]) => ({ label, shown: { html } })) },
  ];
}

function shellNames(files: readonly string[]): string[] {
  return files.flatMap(file => /^_service\/en\/(.+)\.html$/.exec(file)?.[1] ?? []);
}
