import { join, resolve } from 'node:path';
import { backUp } from '#store/backup.ts';
import { openDatabase } from '#store/database.ts';
import { backupFolder, backupName, prepareBackupPlace } from '../backup/backup-place.ts';
import { makeIdentity } from '../backup/identity.ts';
import { encrypterTo } from '../backup/recipients.ts';
import { writeSealedFile } from '../backup/sealed-file.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { counted } from '../output.ts';
import { readSettings } from '../settings.ts';
import { refuseWhenStopped } from '../stopping.ts';

export const backup = defineCommand({
  details: [
    'Writes the whole database as it stands at one moment into one file, encrypted with age to the recipient, while doors and senders go on. The key that opens the addresses (VESNIK_KEY) is not in it and is not needed for it: keep that in another place.',
    'Who has the file learns nothing. Who has the file and the identity learns what the database reveals, no address. Who has the key too reads the list.',
    'The file goes to VESNIK_BACKUP_FOLDER (backups/) under the name of the moment. Files are never replaced or deleted: that is for you to do.',
  ],
  examples: [
    'npx vesnik backup --make-identity /media/stick/vesnik-identity.txt',
    'npx vesnik backup --to age1…',
    'npx vesnik backup /media/disk/before-upgrade.age',
  ],
  args: {
    file: { type: 'positional', required: false, description: 'A new file; otherwise named by the moment' },
    to: {
      type: 'string',
      valueHint: 'age1…',
      description: 'The recipient, several with commas; otherwise VESNIK_BACKUP_RECIPIENT',
    },
    'make-identity': {
      type: 'string',
      valueHint: 'file',
      description: 'Only make a pair: the identity that opens backups into a new file, its recipient on the screen',
    },
    ...jsonArg,
  },
  async run({ file, to, 'make-identity': identityFile, json }, terminal): Promise<ExitCode> {
    const now = new Date();
    if (identityFile !== undefined) {
      const recipient = await makeIdentity(resolve(terminal.folder, identityFile), now);
      if (json) terminal.json({ recipient });
      else {
        terminal.say(
          `VESNIK_BACKUP_RECIPIENT=${recipient}`,
          `The identity that opens backups is in ${identityFile}. Take it off this machine: it is needed for restoring only.`,
        );
      }
      return 0;
    }
    const settings = readSettings(terminal.env);
    const encrypter = encrypterTo(to, terminal.env);
    const target =
      file === undefined ? join(backupFolder(settings, terminal.env), backupName(now)) : resolve(terminal.folder, file);
    const database = await openDatabase(settings.databaseUrl);
    try {
      await prepareBackupPlace(target, settings);
      const progress = terminal.progress('Backing up rows');
      const { result, sizeBytes } = await writeSealedFile(target, encrypter, write =>
        backUp(database, {
          now,
          write: bytes => {
            refuseWhenStopped(terminal.signal, 'There is no new backup.');
            return write(bytes);
          },
          onProgress: rows => progress.update(rows),
        }),
      ).finally(() => progress.end());
      if (json) terminal.json({ file: target, sizeBytes, rows: result });
      else {
        terminal.say(
          `Backed up to ${target}: ${counted(result.subscribers ?? 0, 'subscriber', 'subscribers')}, ${counted(result.mailings ?? 0, 'mailing', 'mailings')}, ${(Math.ceil(sizeBytes / 1000)).toLocaleString('en-US')} kB, encrypted.`,
          'The key is not in it: keep it in another place. To try it out, on another machine: npx vesnik restore <file> --identity <file>',
        );
      }
      return 0;
    } finally {
      await database.close();
    }
  },
});
