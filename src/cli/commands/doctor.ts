import { type Database, openDatabase } from '#store/database.ts';
import { backupFolder } from '../backup/backup-place.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { checkBackups } from '../doctor/backup-check.ts';
import { checkClock } from '../doctor/clock-check.ts';
import { checkDatabase } from '../doctor/database-check.ts';
import { type Diagnosis, diagnose } from '../doctor/diagnosis.ts';
import { checkKey } from '../doctor/key-check.ts';
import { checkMail } from '../doctor/mail-check.ts';
import { checkOutbox } from '../doctor/outbox-check.ts';
import { counted, type Paint } from '../output.ts';
import { readSettings, type Settings } from '../settings.ts';

export const doctor = defineCommand({
  details: [
    'Looks at the key, the database, the backups, the clock, the mails of the doors and the settings, and says of each whether it is in good order and what to do. Changes nothing, asks nobody outside of this machine but the database.',
    'Ends with 0 when there is no error (warnings may be), 1 when there is one, 2 when the environment itself cannot be read.',
  ],
  args: jsonArg,
  async run({ json }, terminal): Promise<ExitCode> {
    const settings = readSettings(terminal.env);
    const found = await lookAtAll(settings, terminal.env, new Date());
    if (json) terminal.json(found);
    else terminal.say(...found.flatMap(one => lines(one, terminal.paint)), '', summary(found));
    return found.some(({ state }) => state === 'error') ? 1 : 0;
  },
});

async function lookAtAll(settings: Settings, env: Parameters<typeof readSettings>[0], now: Date): Promise<Diagnosis[]> {
  const backups = backupFolder(settings, env);
  let database: Database | undefined;
  const opening = await diagnose('database.open', async () => {
    database = await openDatabase(settings.databaseUrl);
    return [];
  });
  try {
    return [
      ...(await checkKey({ settings, backups, database })),
      ...opening,
      ...(database === undefined ? [] : await checkDatabase(database, settings)),
      ...(await checkBackups({ settings, env, folder: backups, now })),
      ...(await checkClock(database, now)),
      ...(database === undefined ? [] : await checkOutbox(database, now)),
      ...(await checkMail(settings)),
    ];
  } finally {
    await database?.close();
  }
}

function lines({ check, state, message, hint }: Diagnosis, paint: Paint): string[] {
  const mark = {
    ok: paint('green', '✓'),
    warning: paint('yellow', '!'),
    error: paint('red', '✗'),
    unknown: paint('dim', '?'),
  }[state];
  const [about = ''] = check.split('.');
  return [
    `${mark} ${about.padEnd(10)} ${message}`,
    ...(hint ?? '')
      .split('\n')
      .filter(Boolean)
      .map(line => `${' '.repeat(13)}${paint('dim', line)}`),
  ];
}

function summary(found: readonly Diagnosis[]): string {
  const count = (state: Diagnosis['state']) => found.filter(one => one.state === state).length;
  return `${counted(count('error'), 'error', 'errors')}, ${counted(count('warning'), 'warning', 'warnings')}, ${count('ok')} in good order.`;
}
