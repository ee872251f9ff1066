import { migrate as migrateDatabase } from '#store/migrate.ts';
import { defineCommand, jsonArg } from '../command.ts';
import { moveBetween } from '../database-move.ts';
import { readSettings } from '../settings.ts';
import { masterKeyForMigration } from '../store-access.ts';

export const migrate = defineCommand({
  details: [
    'Makes the database and its keys the first time, and brings an older one to the shape that this version works with. It is the only command that changes the shape, and it refuses while somebody is sending. Make a backup first.',
    'The key that opens the addresses lies in VESNIK_KEY_FILE (keys/vesnik.key), apart from the database. Keep a copy of it on paper (npx vesnik keys print): without it nobody can read the list again.',
    'With --from and --to it moves everything from one database into another, empty one: all or nothing, compared by counts and digests of every table. Addresses stay sealed with the same key. The old database is marked as moved and opens no more. Stop `serve` and `worker` first. A password need not be typed here: the one of the two that is VESNIK_DATABASE_URL may be left out.',
  ],
  examples: [
    'npx vesnik migrate',
    'npx vesnik migrate --from file:data/vesnik.db --to postgres://vesnik@db.example.org/vesnik',
  ],
  args: {
    from: {
      type: 'string',
      valueHint: 'address',
      description: 'Move from this database; otherwise from VESNIK_DATABASE_URL',
    },
    to: {
      type: 'string',
      valueHint: 'address',
      description: 'Move into this empty database; otherwise into VESNIK_DATABASE_URL',
    },
    ...jsonArg,
  },
  async run({ from, to, json }, terminal) {
    const settings = readSettings(terminal.env);
    if (from !== undefined || to !== undefined) return moveBetween({ from, to, json: json === true }, terminal);
    const masterKey = await masterKeyForMigration(settings);
    const migrated = await migrateDatabase({ url: settings.databaseUrl, masterKey }, new Date());
    if (json) terminal.json(migrated);
    else if (migrated.done.length === 0) terminal.say(`The database is of this version already (${migrated.to}).`);
    else terminal.say(`The database is now of version ${migrated.to}. Done: ${migrated.done.join(', ')}.`);
    if (!json && migrated.from === 0 && 'file' in settings.key) {
      terminal.say(
        `Its key is in ${settings.key.file}. Keep a copy of it apart from the database: npx vesnik keys print`,
      );
    }
    return 0;
  },
});
