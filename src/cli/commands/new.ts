import { scaffoldLetter } from '#content/letter-scaffold.ts';
import type { Scaffolded } from '#content/new-files.ts';
import { scaffoldCommentary, scaffoldIssue } from '#content/scaffold.ts';
import { VesnikError } from '#errors.ts';
import type { Language } from '#i18n/languages.ts';
import { defineCommand, jsonArg } from '../command.ts';
import { chosenLanguages } from '../language-choice.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { readSettings } from '../settings.ts';

export const newContent = defineCommand({
  details: [
    'Without --slug: the folder of a new issue; without a date, of the one after the newest. With --slug: a commentary in it, one file in each language, as drafts: they are neither built nor mailed until the line `draft` goes.',
    'With --letter: a letter outside the rhythm of the issues, of that date or of today, as drafts in content/letters.',
    'It never writes over a file.',
  ],
  examples: [
    'npx vesnik new',
    'npx vesnik new 2024-04-22 --slug economy --topic economy --original be',
    'npx vesnik new 2024-04-22 --slug economy --topic economy --languages be,ru',
    'npx vesnik new --letter new-address',
  ],
  args: {
    date: { type: 'positional', required: false, description: 'First day of the period, like 2024-04-22' },
    slug: { type: 'string', description: 'Name of a commentary in its address: Latin letters, digits, hyphens' },
    letter: { type: 'string', valueHint: 'name', description: 'A letter instead of an issue: a word or two' },
    topic: { type: 'string', description: 'With --slug: an id from topics.yaml' },
    original: { type: 'string', valueHint: 'language', description: 'With --slug: the author’s language' },
    languages: { type: 'string', valueHint: 'en,be,ru', description: 'Files in these only; otherwise in all' },
    ...jsonArg,
  },
  async run({ date, slug, letter, topic, original, languages, json }, terminal) {
    const { root } = readSettings(terminal.env);
    const wanted = languages === undefined ? undefined : chosenLanguages('languages', languages);
    const now = new Date();
    const made: Scaffolded[] = [];
    const ofDate = { ...(date !== undefined && { date }), ...(wanted && { languages: wanted }) };
    if (letter !== undefined) {
      if (slug !== undefined) throw twoThings();
      made.push(await scaffoldLetter({ root, now, name: letter, ...ofDate }));
    } else if (slug === undefined) {
      made.push(await scaffoldIssue({ root, now, ...ofDate }));
    } else {
      if (date === undefined || topic === undefined) throw incomplete(slug);
      const [author] =
        original === undefined
          ? (wanted ?? (await readNewsletter({ root })).languages)
          : chosenLanguages('original', original);
      const commentary = { root, issue: date, slug, topic, ...(wanted && { languages: wanted }) };
      made.push(...(await commentaryInIssue({ ...commentary, original: author ?? 'en' }, now)));
    }
    const files = made.flatMap(each => each.files);
    if (json) terminal.json({ ids: made.map(({ id }) => id), files });
    else {
      terminal.say('Made:', ...files.map(file => `  ${file}`));
      const id = made[0]?.id ?? '';
      const issue = letter === undefined ? id.replace(/\/.*$/u, '') : id;
      terminal.say(
        slug === undefined && letter === undefined
          ? `Next: npx vesnik new ${issue} --slug <name> --topic <topic>`
          : `Write, take out the line \`draft\`, then: npx vesnik check ${issue}`,
      );
    }
    return 0;
  },
});

interface CommentaryOrder {
  readonly root: string;
  readonly issue: string;
  readonly slug: string;
  readonly topic: string;
  readonly original: Language;
  readonly languages?: readonly Language[];
}

/** A commentary, and its issue first where that is not there yet. */
async function commentaryInIssue(order: CommentaryOrder, now: Date): Promise<Scaffolded[]> {
  try {
    return [await scaffoldCommentary(order)];
  } catch (error) {
    if (!(error instanceof VesnikError) || error.code !== 'unknown-issue') throw error;
    const issue = await scaffoldIssue({ root: order.root, date: order.issue, now });
    return [issue, await scaffoldCommentary(order)];
  }
}

function twoThings(): VesnikError {
  return new VesnikError({
    code: 'letter-or-commentary',
    message: '`--letter` makes a letter and `--slug` a commentary.',
    hint: 'Make one, then the other.',
    kind: 'usage',
  });
}

function incomplete(slug: string): VesnikError {
  return new VesnikError({
    code: 'incomplete-commentary',
    message: 'A commentary wants its issue and its topic.',
    hint: `For example: npx vesnik new 2024-04-22 --slug ${slug} --topic economy`,
    kind: 'usage',
  });
}
