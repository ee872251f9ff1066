import { everyKind, pathOf, siteLanguages } from '../../tests/browser/page-kinds.ts';
import type { Shown } from './looks.ts';

/** What one sheet shows: the same thing in several languages. */
export interface Subject {
  readonly name: string;
  readonly versions: readonly { readonly label: string; readonly shown: Shown }[];
  readonly media?: 'print';
}

/** Every kind of page, those of the doors too, a commentary on paper, and the mail. */
export function subjectsOf(address: string, mails: ReadonlyMap<string, string>): readonly Subject[] {
  const versions = (paths: readonly string[]) =>
    paths.map((path, at) => ({ label: siteLanguages[at] ?? path, shown: { url: address + path } }));
  return [
    ...everyKind.map(({ kind, paths }) => ({ name: kind, versions: versions(paths) })),
    { name: 'paper', versions: versions(siteLanguages.map(language => pathOf('weekly', language))), media: 'print' },
    { name: 'mail', versions: [...mails].map(([label, html]) => ({ label, shown: { html } })) },
  ];
}
