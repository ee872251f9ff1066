import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { VesnikError } from '#errors.ts';
import { writeKeyFile } from '#keys/master-key.ts';
import { keyFingerprint, readPaper } from '#keys/paper-key.ts';
import { openDatabase } from '#store/database.ts';
import { opensKeys } from '#store/key-rotation.ts';
import { defineCommand } from '../command.ts';
import { readSettings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export const keysRead = defineCommand({
  details: [
    'Takes the three lines of `keys print`, typed or on standard input, and writes the key file that VESNIK_KEY_FILE names (keys/vesnik.key). Blanks do not matter; a slip is found in its line. A key file that is there is never replaced.',
  ],
  examples: ['npx vesnik keys read', 'npx vesnik keys read < scanned.txt'],
  args: {},
  async run(_args, terminal) {
    const { key: place, databaseUrl } = readSettings(terminal.env);
    if ('value' in place) throw keyIsSet();
    const page = terminal.stdin.isTTY === true ? await typedLines(terminal) : await text(terminal.stdin);
    const read = readPaper(page);
    if (!read.ok) throw unreadable(read);
    if (!(await writeKeyFile(place.file, read.key))) throw keyIsThere(place.file);
    terminal.say(
      `The key is in ${place.file} (fingerprint ${keyFingerprint(read.key)}).`,
      await fits(databaseUrl, read.key),
    );
    return 0;
  },
});

// No prompt of its own a line: three lines that are pasted at once come as one piece.
async function typedLines({ stdin, signal, note }: Terminal): Promise<string> {
  const lines: string[] = [];
  note('Type the three lines, each with its number and its check:');
  for await (const line of createInterface({ input: stdin, terminal: false, signal })) {
    if (isLine(line, lines.length + 1)) lines.push(line);
    else if (line.trim() !== '') note(`This is not line ${lines.length + 1}, or it does not fit its check. Once more:`);
    if (lines.length === 3) return lines.join('\n');
  }
  throw new VesnikError({ code: 'not-confirmed', message: 'You left in the middle.', hint: 'Nothing was written.' });
}

function isLine(line: string, number: number): boolean {
  const read = readPaper(line);
  return !read.ok && read.mistyped.length === 0 && !read.missing.includes(number);
}

async function fits(databaseUrl: string, key: Uint8Array): Promise<string> {
  try {
    const database = await openDatabase(databaseUrl);
    try {
      return (await opensKeys(database, key))
        ? 'It opens the database.'
        : 'It does NOT open the database that is here: is this the sheet that was printed last?';
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof VesnikError)) throw error;
    return 'There is no database here yet that it could open. To put a backup back: npx vesnik restore <file> --identity <file>';
  }
}

function unreadable({ missing, mistyped }: { missing: readonly number[]; mistyped: readonly number[] }): VesnikError {
  const wrong = mistyped.length === 0 ? [] : [`Line ${mistyped.join(' and ')} does not fit its check.`];
  const absent = missing.length === 0 ? [] : [`Line ${missing.join(' and ')} is not there.`];
  return new VesnikError({
    code: 'paper-unreadable',
    message: [...wrong, ...absent, 'Nothing was written.'].join(' '),
    hint: 'Type the three lines as they stand, each with its number and the four characters at its end. Easily confused: 0 and O, 1 and l and I, 5 and S, 8 and B, u and v.',
    kind: 'usage',
  });
}

function keyIsSet(): VesnikError {
  return new VesnikError({
    code: 'key-present',
    message: 'VESNIK_KEY is set, so a key file would not be read.',
    hint: 'Unset it first: unset VESNIK_KEY',
    kind: 'usage',
  });
}

function keyIsThere(file: string): VesnikError {
  return new VesnikError({
    code: 'key-present',
    message: `There is a key in ${file} already, and a key is never replaced.`,
    hint: 'If it is the wrong one, give the file another name (do not delete it), or name another in VESNIK_KEY_FILE.',
    kind: 'usage',
  });
}
