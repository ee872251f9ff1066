import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VesnikError } from '#errors.ts';
import { openDatabase } from '#store/database.ts';
import type { PausedMailing } from '#store/doubt.ts';
import { opensKeys } from '#store/key-rotation.ts';
import { type Restored, restoreBackup } from '#store/restore.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { openSealedFile } from '../backup/opened-file.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { counted } from '../output.ts';
import { readSettings, type Settings } from '../settings.ts';
import { refuseWhenStopped } from '../stopping.ts';
import { masterKeyOf } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const restore = defineCommand({
  details: [
    'Opens a backup with its age identity and puts it into the database that VESNIK_DATABASE_URL names, which must be an empty place: a file that is not there yet, or an empty PostgreSQL database; a backup of one kind goes into the other too. Everything is compared with the counts and the digest in the file first, and nothing is left where they do not agree.',
    'Mailings that were under way when the backup was made are paused, and whoever waited for one is counted as uncertain: some of the mails may have gone since. An issue that was approved after it is not known here. Whoever left or was forgotten after it is back, and must be taken off again.',
  ],
  examples: ['npx vesnik restore backups/vesnik-2026-11-25T174500Z.age --identity /media/stick/vesnik-identity.txt'],
  args: {
    file: { type: 'positional', required: true, description: 'What `backup` wrote' },
    identity: { type: 'string', valueHint: 'file', required: true, description: 'The file with AGE-SECRET-KEY-…' },
    ...jsonArg,
  },
  async run({ file, identity, json }, terminal): Promise<ExitCode> {
    const settings = readSettings(terminal.env);
    if (identity === undefined) throw noIdentity();
    // Opened before a place is made for it.
    const content = await openSealedFile(resolve(terminal.folder, file), resolve(terminal.folder, identity));
    const restored = await intoEmptyPlace(settings, content, terminal);
    const fit = await keyFit(settings);
    const { head, rows, paused } = restored;
    if (json) terminal.json({ made: head.made, schema: head.schema, rows, paused, key: fit });
    else terminal.say(...story(restored), '', ...nextSteps(restored, fit));
    return 0;
  },
});

async function intoEmptyPlace(
  settings: Settings,
  content: AsyncIterable<Uint8Array>,
  terminal: Terminal,
): Promise<Restored> {
  const path = settings.databaseUrl.startsWith('file:') ? settings.databaseUrl.slice('file:'.length) : undefined;
  const wasThere = path === undefined || existsSync(path);
  const database = await openDatabase(settings.databaseUrl, { makeIfMissing: true });
  const progress = terminal.progress('Restoring rows');
  try {
    const restored = await restoreBackup(database, content, new Date(), rows => {
      refuseWhenStopped(terminal.signal, 'Nothing was restored.');
      progress.update(rows);
    });
    await database.close();
    return restored;
  } catch (error) {
    await database.close();
    if (!wasThere) for (const end of ['', '-wal', '-shm']) await rm(`${path}${end}`, { force: true });
    throw error;
  } finally {
    progress.end();
  }
}

type KeyFit = 'fits' | 'does not fit' | 'not here';

async function keyFit(settings: Settings): Promise<KeyFit> {
  let key: Uint8Array;
  try {
    key = await masterKeyOf(settings, { makeIfMissing: false });
  } catch (error) {
    if (error instanceof VesnikError && error.code === 'key-missing') return 'not here';
    throw error;
  }
  const database = await openDatabase(settings.databaseUrl);
  try {
    return (await opensKeys(database, key)) ? 'fits' : 'does not fit';
  } finally {
    await database.close();
  }
}

function story({ head, rows }: Restored): string[] {
  return [
    `Restored as it stood on ${head.made}: ${counted(rows.subscribers ?? 0, 'subscriber', 'subscribers')}, ${counted(rows.mailings ?? 0, 'mailing', 'mailings')}. Counts and digest agree.`,
    'Who joined, changed something or left after that moment is not in it: read the mail at your bounces domain since then, and take off who asked (npx vesnik subscribers unsubscribe -).',
    'Who was forgotten after that moment is back, also where only a mark of them was to stay. Forget them again (npx vesnik subscribers forget -): whoever wrote to you since, and whoever your relay’s log shows a mail with the link to their data to. If nobody can tell, ask in the next issue. Then delete older backups.',
    'An issue approved after that moment is not known here: sent again, everybody gets it a second time.',
  ];
}

function nextSteps({ head, paused }: Restored, fit: KeyFit): string[] {
  const keyStep = {
    fits: 'The key that is here opens it.',
    'not here': 'Put the key back: npx vesnik keys read (from paper), or its file where VESNIK_KEY_FILE says.',
    'does not fit':
      'The key that is here does NOT open it. Put back the one of that day: its paper, or a file …-before-….key that `keys rotate --master` kept.',
  }[fit];
  const steps = [
    keyStep,
    ...(head.schema < ourSchemaVersion ? ['Bring it to this version: npx vesnik migrate'] : []),
    'Look it all over: npx vesnik doctor',
    ...paused.map(pausedStep),
  ];
  return ['What to do now:', ...steps.map((step, at) => `  ${at + 1}. ${step}`)];
}

function pausedStep({ issue, waiting, uncertain }: PausedMailing): string {
  const start = `The mailing of ${issue} is paused with`;
  if (uncertain > 0) {
    return `${start} ${counted(uncertain, 'recipient', 'recipients')} who may have got it after the backup was made: they are counted as uncertain. npx vesnik resume ${issue} mails none of them, npx vesnik resume ${issue} --retry-uncertain all of them, with the same Message-ID.`;
  }
  return `${start} ${counted(waiting, 'recipient', 'recipients')} waiting: npx vesnik resume ${issue} mails them, npx vesnik cancel ${issue} none.`;
}

function noIdentity(): VesnikError {
  return new VesnikError({
    code: 'no-identity',
    message: 'What opens the backup? `--identity` is wanted.',
    hint: 'npx vesnik restore <file> --identity <file with AGE-SECRET-KEY-…>',
    kind: 'usage',
  });
}
