import { VesnikError } from '#errors.ts';
import type { Language } from '#i18n/languages.ts';
import { isDay } from './days.ts';
import { slugPattern } from './fields.ts';
import { letterId } from './letter-id.ts';
import { requireContent, type Scaffolded, spokenOf, writeNew } from './new-files.ts';
import { newLetter } from './scaffold-text.ts';

interface LetterOptions {
  readonly root: string;
  /** Its day, `2024-05-01`; left out: today in UTC. */
  readonly date?: string;
  /** A word or two: `blocked`. */
  readonly name: string;
  /** Left out: all of the newsletter's. */
  readonly languages?: readonly Language[];
  readonly now: Date;
}

/** Makes the files of a new letter as drafts, one in each language. Throws `file-exists`, `impossible-date`, `slug`, `newsletter-unusable`. */
export async function scaffoldLetter({ root, date, name, languages, now }: LetterOptions): Promise<Scaffolded> {
  const content = await requireContent(root);
  const day = date ?? now.toISOString().slice(0, 10);
  if (!isDay(day)) {
    throw new VesnikError({
      code: 'impossible-date',
      kind: 'usage',
      message: `There is no day \`${day.slice(0, 60)}\`.`,
      hint: `Give the day of the letter: npx vesnik new ${now.toISOString().slice(0, 10)} --letter new-address`,
    });
  }
  // With its day in front it may have 60 characters, as every name of a file.
  if (!slugPattern.test(name) || name.length > 49) {
    throw new VesnikError({
      code: 'slug',
      kind: 'usage',
      message: `\`${name.slice(0, 60)}\` cannot be the name of a letter.`,
      hint: 'Use the letters a–z, digits and single hyphens, 49 at most: --letter new-address',
    });
  }
  const file = `${day}-${name}`;
  const files = spokenOf(content, languages).map(
    language => [`content/letters/${file}.${language}.mdx`, newLetter(language)] as const,
  );
  return { id: letterId(file), files: await writeNew(root, files) };
}
