import { VesnikError } from '#errors.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { backupFolder } from '../backup/backup-place.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { checkBackups } from '../doctor/backup-check.ts';
import { checkClock } from '../doctor/clock-check.ts';
import { checkDatabase } from '../doctor/database-check.ts';
import { type Diagnosis, diagnose, usable } from '../doctor/diagnosis.ts';
import { checkKey } from '../doctor/key-check.ts';
import { checkMail } from '../doctor/mail-check.ts';
import { type Names, openNames } from '../doctor/names.ts';
import { checkOutbox } from '../doctor/outbox-check.ts';
import { checkOutside } from '../doctor/outside-check.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { counted, type Paint } from '../output.ts';
import { type Environment, readSettings, type Settings } from '../settings.ts';

export const doctor = defineCommand({
  details: [
    'Looks at the key, the database, the backups, the clock, the mails of the doors and the settings, and from outside at the names in the DNS (SPF, DKIM, DMARC, MX, PTR), the relay and the doors; says of each whether it is in good order and what to do. Changes nothing and mails nobody.',
    'Ends with 0 when there is no error (warnings may be), 1 when there is one, 2 when the environment itself cannot be read.',
  ],
  examples: ['npx vesnik doctor', 'npx vesnik doctor --offline'],
  args: {
    offline: { type: 'boolean', description: 'Ask nobody outside of this machine but the database' },
    resolver: {
      type: 'string',
      valueHint: 'address',
      description: 'Ask this name server instead of the machine’s own: 9.9.9.9, 127.0.0.1:5353',
    },
    ...jsonArg,
  },
  async run({ json, offline, resolver }, terminal): Promise<ExitCode> {
    const settings = readSettings(terminal.env);
    const names = offline === true ? undefined : namesBy(resolver);
    const found = await lookAtAll({ settings, env: terminal.env, now: new Date(), names });
    if (json) terminal.json(found);
    else terminal.say(...found.flatMap(one => lines(one, terminal.paint)), '', summary(found));
    return found.some(({ state }) => state === 'error') ? 1 : 0;
  },
});

interface Looking {
  readonly settings: Settings;
  readonly env: Environment;
  readonly now: Date;
  /** Undefined: ask nobody outside. */
  readonly names: Names | undefined;
}

async function lookAtAll({ settings, env, now, names }: Looking): Promise<Diagnosis[]> {
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
      ...(names === undefined ? [] : await lookOutside(settings, names, now)),
    ];
  } finally {
    await database?.close();
  }
}

// Where the newsletter cannot be read, checkMail has said so already.
async function lookOutside(settings: Settings, names: Names, now: Date): Promise<Diagnosis[]> {
  const newsletter = await usable(() => readNewsletter(settings));
  return newsletter === undefined ? [] : checkOutside({ settings, newsletter, names, now });
}

function namesBy(resolver: string | undefined): Names {
  try {
    return openNames(resolver);
  } catch (cause) {
    throw new VesnikError({
      code: 'wrong-resolver',
      message: '`--resolver` is not the address of a name server.',
      hint: 'For example: --resolver 9.9.9.9, or with a port: --resolver 127.0.0.1:5353',
      kind: 'usage',
      cause,
    });
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
