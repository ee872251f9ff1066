import { isLanguage, type Language, languages } from '#i18n/languages.ts';
import { isDay } from './days.ts';
import { type Fault, fault } from './fault.ts';
import { slugPattern } from './fields.ts';
import { nearest } from './suggestion.ts';

/** An MDX file by its name: `economy.be.mdx`. */
export interface NamedFile {
  readonly name: string;
  /** `economy`, or `issue` for the issue's own words. */
  readonly slug: string;
  readonly language: Language;
}

/** What a name says, a fault, or nothing where the file is none of ours (pictures, what an operating system leaves). */
export type NameRead = { readonly named: NamedFile } | { readonly fault: Fault } | undefined;

/** Reads the name of an MDX file in an issue or in pages/. */
export function readName(name: string): NameRead {
  const shown = name.slice(0, 100);
  const match = /^(.*?)(?:\.([^.]*))?\.mdx?$/iu.exec(name);
  if (!match || name.startsWith('.')) return undefined;
  const [, slug = '', language] = match;
  const pattern = `<name>.<${languages.join('|')}>.mdx`;
  const refuse = (rule: string, message: string, hint: string) => ({ fault: fault(undefined, rule, message, hint) });
  if (!name.endsWith('.mdx')) {
    return refuse(
      'file-name',
      `\`${shown}\` is not read, because its name does not end in \`.mdx\`.`,
      `Rename it: \`${pattern}\`.`,
    );
  }
  if (language === undefined) {
    return refuse(
      'file-name',
      `\`${shown}\` does not say its language.`,
      `Rename it: \`${pattern}\`, such as \`${slug || 'economy'}.${languages[0]}.mdx\`.`,
    );
  }
  if (!isLanguage(language)) {
    const meant = nearest(language, languages) ?? languages[0];
    return refuse(
      'file-name',
      `\`${shown}\` is in no language that exists here.`,
      `Rename it: \`${slug}.${meant}.mdx\`; languages are ${languages.join(', ')}.`,
    );
  }
  if (!slugPattern.test(slug) || slug.length > 60) {
    const why = /\s/.test(slug)
      ? 'has a space'
      : /[^\x20-\x7e]/.test(slug)
        ? 'is not in Latin letters'
        : 'is not in lower case Latin letters, digits and single hyphens';
    return refuse(
      'file-name',
      `\`${shown}\` ${why}; its name becomes an address.`,
      `Rename it: \`${plainSlug(slug)}.${language}.mdx\`, the same in all languages.`,
    );
  }
  return { named: { name, slug, language } };
}

/** The day on which an issue of this folder begins, or why the folder is none. */
export function readFolder(name: string): { readonly date: string } | { readonly fault: Fault } {
  const [, date = '', rest = ''] = /^(\d{4}-\d{2}-\d{2})(.*)$/s.exec(name) ?? [];
  const hint = 'Rename it to the first day of its period: `2024-04-15`, or `2024-04-15-special`.';
  if (date === '' || !/^(?:-[a-z0-9]+)*$/.test(rest)) {
    return { fault: fault(undefined, 'folder-name', `\`${name.slice(0, 100)}\` is not a name of an issue.`, hint) };
  }
  if (!isDay(date)) {
    return { fault: fault(undefined, 'impossible-date', `There is no day \`${date}\`.`, hint) };
  }
  return { date };
}

function plainSlug(slug: string): string {
  const plain = slug
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'economy' : plain;
}
