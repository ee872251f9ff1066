import { migrate as migrateDatabase } from '#store/migrate.ts';
import { defineCommand, jsonArg } from '../command.ts';
import { readSettings } from '../settings.ts';
import { masterKeyForMigration } from '../store-access.ts';

export const migrate = defineCommand({
  details: [
    'Makes the database and its keys the first time, and brings an older one to the shape that this version works with. It is the only command that changes the shape, and it refuses while somebody is sending. Make a backup first.',
    'The key that opens the addresses lies in VESNIK_KEY_FILE (keys/vesnik.key), apart from the database. Keep a copy of it on paper (npx vesnik keys print): without it nobody can read the list again.',
  ],
  args: jsonArg,
  async run({ json }, terminal) {
    const settings = readSettings(terminal.env);
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
