import { unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VesnikError } from '#errors.ts';
import { keyFingerprint } from '#keys/paper-key.ts';
import { openDatabase } from '#store/database.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import type { Store } from '#store/open.ts';
import { countOldSeals, resealAddresses } from '#store/reseal.ts';
import { checkSchema } from '#store/schema-version.ts';
import { defineCommand, type ExitCode, jsonArg, yesArg } from '../command.ts';
import { confirmByTyping } from '../confirmation.ts';
import { earlierKeyFiles } from '../key-search.ts';
import { exchangeMasterKey } from '../master-exchange.ts';
import { counted } from '../output.ts';
import { readSettings, type Settings } from '../settings.ts';
import { masterKeyOf, useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const keysRotate = defineCommand({
  details: [
    'Makes a new key for addresses and a new key for links, and seals every address anew, a few at a time, while doors and senders go on. Interrupted, by Ctrl+C or a power cut, it goes on when it is called again. Links in mails that were sent stay good for ever; the key for look-ups never changes.',
    'With --master it exchanges VESNIK_KEY itself, the key that wraps the others: when somebody may have seen it, or when somebody who had it leaves. The old one stays beside it under another name, for it opens the backups of its day. Print the new one: npx vesnik keys print.',
    'With --drop-old it deletes the old ones. Backups that were made before can then be opened by nobody.',
  ],
  examples: ['npx vesnik keys rotate', 'npx vesnik keys rotate --master'],
  args: {
    master: { type: 'boolean', description: 'Exchange the key that wraps the others' },
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'With --master, where VESNIK_KEY is set: a file for the new one',
    },
    'drop-old': { type: 'boolean', description: 'Delete master keys that were exchanged' },
    ...yesArg,
    ...jsonArg,
  },
  run({ master, out, 'drop-old': dropOld, yes, json }, terminal) {
    const settings = readSettings(terminal.env);
    const asked = { yes: yes === true, json: json === true };
    if (dropOld) return dropEarlier(settings, asked, terminal);
    const file = out === undefined ? undefined : resolve(terminal.folder, out);
    if (master) return exchange(settings, { ...asked, out: file }, terminal);
    return useStore(settings, store => rotate(store, settings, asked, terminal));
  },
});

interface Asked {
  readonly yes: boolean;
  readonly json: boolean;
}

async function rotate(store: Store, settings: Settings, { json }: Asked, terminal: Terminal): Promise<ExitCode> {
  const masterKey = await masterKeyOf(settings, { makeIfMissing: false });
  const isNew = await makeNextKeys(store, masterKey, new Date());
  const total = await countOldSeals(store);
  const progress = terminal.progress('Sealing addresses anew');
  const done = await resealAddresses(store, {
    signal: terminal.signal,
    onProgress: count => progress.update(count, total),
  }).finally(() => progress.end());
  const left = await countOldSeals(store);
  const keys = { address: store.ring.address.current, token: store.ring.token.current };
  if (json) terminal.json({ madeKeys: isNew, sealedAnew: done, left, keys });
  if (left > 0) {
    throw new VesnikError({
      code: 'rotation-unfinished',
      message: `Sealed anew: ${done}; still under an older key: ${left}. All of them open as before.`,
      hint: 'To go on: npx vesnik keys rotate',
      kind: 'partly',
    });
  }
  if (json) return 0;
  if (!isNew) terminal.say('An earlier rotation was not at its end; no new keys were made.');
  terminal.say(
    `${counted(done, 'address is', 'addresses are')} sealed anew. In use: address key ${keys.address}, link key ${keys.token}. Old links stay good.`,
    ...(isNew ? [] : ['For new keys type it once more.']),
  );
  return 0;
}

async function exchange(
  settings: Settings,
  { json, out }: Asked & { readonly out: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  const database = await openDatabase(settings.databaseUrl);
  try {
    await checkSchema(database);
    const { key, file, earlier } = await exchangeMasterKey(database, { settings, out, now: new Date() });
    const fingerprint = keyFingerprint(key);
    if (json) terminal.json({ file, fingerprint, ...(earlier && { earlier }) });
    else {
      terminal.say(
        `The keys of the database are wrapped in a new key: ${file} (fingerprint ${fingerprint}).`,
        ...(earlier === undefined
          ? [
              'Now set VESNIK_KEY_FILE to that file, or VESNIK_KEY to what is in it, wherever Vesnik runs, and start serve and worker anew.',
            ]
          : [
              `The old one is kept in ${earlier}: backups made before now open with it only.`,
              'A running serve or worker finds the new one by itself.',
            ]),
        'Print the new one: npx vesnik keys print. Make a backup: npx vesnik backup. Then, if the old one was seen by somebody: npx vesnik keys rotate',
      );
    }
    return 0;
  } finally {
    await database.close();
  }
}

function dropEarlier(settings: Settings, { yes, json }: Asked, terminal: Terminal): Promise<ExitCode> {
  // Opened first: nothing is deleted while the present key does not open the database.
  return useStore(settings, async (): Promise<ExitCode> => {
    const files = 'file' in settings.key ? await earlierKeyFiles(settings.key.file) : [];
    if (files.length > 0 && !yes) {
      terminal.note(...files);
      await confirmByTyping(
        'Backups of their day will open for nobody. To delete them, type delete',
        'delete',
        terminal,
      );
    }
    for (const file of files) await unlink(file);
    if (json) terminal.json({ deleted: files });
    else terminal.say(files.length === 0 ? 'There is no old key to delete.' : `Deleted: ${files.join(', ')}`);
    return 0;
  });
}
