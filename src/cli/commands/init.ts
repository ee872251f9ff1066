import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { acceptTranslations } from '#content/accept.ts';
import { addDays } from '#content/days.ts';
import { VesnikError } from '#errors.ts';
import { defineCommand } from '../command.ts';
import { chosenLanguages } from '../language-choice.ts';
import { starterFiles } from '../starter/starter-files.ts';

export const init = defineCommand({
  details: [
    'Makes a folder with a newsletter that can be checked and built at once: settings, a topic, an author, two pages and a first commentary. It is used through VESNIK_ROOT, so that Vesnik itself can be updated without touching your words.',
  ],
  examples: ['npx vesnik init ../weekly --name Weekly --languages be,ru', 'VESNIK_ROOT=../weekly npx vesnik check'],
  args: {
    folder: { type: 'positional', required: true, description: 'A new or empty folder' },
    name: { type: 'string', description: 'What the newsletter is called; otherwise as the folder' },
    languages: {
      type: 'string',
      valueHint: 'en,be,ru',
      default: 'en,be,ru',
      description: 'The languages that it is in, the one you write in first',
    },
  },
  async run({ folder, name, languages }, terminal) {
    const root = resolve(terminal.folder, folder);
    const chosen = chosenLanguages('languages', languages);
    if ((await namesIn(root)).length > 0) throw notEmpty(folder);
    const monday = lastMonday(new Date());
    const period = { start: monday, end: addDays(monday, 6) };
    const files = starterFiles({ name: name ?? basename(root), languages: chosen, period });
    for (const [path, text] of files) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text, { flag: 'wx' });
    }
    await acceptTranslations(root);
    terminal.say(
      `Made a newsletter in ${root}: ${files.size} files.`,
      'Next:',
      `  export VESNIK_ROOT=${root}`,
      '  npx vesnik check',
      '  npx vesnik build',
      'Then put your own addresses into content/newsletter.yaml.',
    );
    return 0;
  },
});

/** Monday of the last week that was over a day ago, so that its issue is published at once. */
function lastMonday(now: Date): string {
  const yesterday = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  return addDays(yesterday.toISOString().slice(0, 10), -((yesterday.getUTCDay() + 6) % 7) - 7);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw notEmpty(folder);
  });
}

function notEmpty(folder: string): VesnikError {
  return new VesnikError({
    code: 'folder-not-empty',
    message: `${folder} is not an empty folder.`,
    hint: 'Name a folder that does not exist yet. Nothing was written.',
  });
}
