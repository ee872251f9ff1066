import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { openStore, type Store } from '#store/open.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { type Ended, environmentIn, type Given, vesnik } from './command-line.ts';

/**
 * A newsletter whose lists take: `en` English only, `be` Belarusian only, `ru` Russian, else Belarusian. Its issue has
 * `first` in all three languages and `second` in Belarusian.
 */
export interface Aftermath {
  readonly root: string;
  readonly issue: string;
  readonly relay: Relay;
  /** Opens its database. */
  store(): Promise<Store>;
  /** Runs a command in it. */
  vesnik(argv: readonly string[], given?: Given): Promise<Ended>;
  /** The same for what must go well; gives back what it printed. */
  done(argv: readonly string[]): Promise<string>;
  /** Mails without a question, and without a look at the site, which nobody serves. */
  send(...argv: readonly string[]): Promise<Ended>;
  /** The same, with a relay that puts this recipient off, and ended when so many others were mailed. */
  sendHalf(argv: readonly string[], half: { readonly without: string; readonly mailed: number }): Promise<Ended>;
  /** Writes a file below content/. */
  write(file: string, text: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Notes in a piece of the issue, `first.be`, what was wrong. */
  correct(piece: string, ...texts: readonly string[]): Promise<void>;
  /** The mails that the relay took since it was asked last, by recipient. */
  taken(): Promise<ReadonlyMap<string, Email>>;
}

/** Their lists are en, be, be, ru, ru; Boris reads plain text, Roman what is discreet. */
export const readers = {
  ana: 'ana@example.org',
  bela: 'bela@example.org',
  boris: 'boris@example.net',
  rita: 'rita@example.org',
  roman: 'roman@example.com',
} as const;

/** List and form of each of them. */
const groups: ReadonlyMap<string, string> = new Map([
  ['ana', 'en,normal'],
  ['bela', 'be,normal'],
  ['boris', 'be,plain'],
  ['rita', 'ru,normal'],
  ['roman', 'ru,discreet'],
]);

/** Runs the same tests on SQLite and on PostgreSQL; each opens what it needs, which ends with it. */
export function onBothDatabases(tests: (open: (script?: RelayScript) => Promise<Aftermath>) => void): void {
  describe('on SQLite', () => tests(script => openAftermath(script)));
  describe('on PostgreSQL', () => {
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());
    tests(async script => openAftermath(script, await postgres?.freshUrl()));
  });
}

async function openAftermath(script: RelayScript = {}, databaseUrl?: string): Promise<Aftermath> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-aftermath-'));
  const relay = await startRelay(script);
  onTestFinished(async () => {
    await relay.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const root = join(folder, 'weekly');
  const env = {
    ...environmentIn(folder),
    ...(databaseUrl !== undefined && { VESNIK_DATABASE_URL: databaseUrl }),
    ...{ VESNIK_ROOT: root, VESNIK_SMTP_URL: relay.url, VESNIK_RATE: '0', VESNIK_CONNECTIONS: '2' },
  };
  const run = (argv: readonly string[], given: Given = {}) =>
    vesnik(argv, { folder, ...given, env: { ...env, ...given.env } });
  const done = async (argv: readonly string[]) => {
    const { code, out, err } = await run(argv);
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${out}${err}`);
    return out;
  };
  const content = (file: string) => join(root, 'content', file);
  const rewrite = async (file: string, change: (text: string) => string) =>
    writeFile(content(file), change(await readFile(content(file), 'utf8')));
  await done(['init', root, '--name', 'Weekly', '--languages', 'be,en,ru']);
  await rewrite('newsletter.yaml', text =>
    text.replace(/^ {2}ru:\n {4}interface: ru\n {4}take:\n {6}- ru\n/mu, '$&      - be\n'),
  );
  const [issue = ''] = await readdir(content('issues'));
  await writeFile(content(`issues/${issue}/second.be.mdx`), piece(issue, 'be', 'Другі матэрыял пра суды'));
  const rows = Object.entries(readers).map(([name, address]) => `${address},${groups.get(name)}`);
  await writeFile(join(folder, 'people.csv'), ['email,list,form', ...rows].join('\n'));
  await done(['migrate']);
  await done(['subscribers', 'import', 'people.csv']);
  let seen = 0;
  return {
    ...{ root, issue, relay, vesnik: run, done },
    store: async () => {
      const { VESNIK_DATABASE_URL: url, VESNIK_KEY: key } = env;
      const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });
      onTestFinished(() => store.close());
      return store;
    },
    send: (...argv) => run(['send', ...argv, '--yes', '--skip', 'web']),
    sendHalf: async (argv, { without, mailed }) => {
      relay.script.rcpt = to => (to === without ? '451 4.7.1 later' : undefined);
      const ended = new AbortController();
      const sending = run(['send', ...argv, '--yes', '--skip', 'web'], { signal: ended.signal });
      await relay.whenTaken(relay.taken.length + mailed);
      ended.abort();
      const result = await sending;
      delete relay.script.rcpt;
      return result;
    },
    write: async (file, text) => {
      await mkdir(dirname(content(file)), { recursive: true });
      await writeFile(content(file), text);
    },
    remove: file => rm(content(file)),
    correct: (file, ...texts) => {
      const noted = texts.map(text => `  - { date: 2026-01-15, text: "${text}" }`).join('\n');
      return rewrite(`issues/${issue}/${file}.mdx`, text =>
        text.replace(/^(corrections:\n(?: {2}-.*\n)+)?topic:/mu, `corrections:\n${noted}\ntopic:`),
      );
    },
    taken: async () => {
      const fresh = relay.taken.slice(seen);
      seen = relay.taken.length;
      const mails = await Promise.all(
        fresh.map(async ({ to, source }) => [to[0] ?? '', await PostalMime.parse(source)] as const),
      );
      const byRecipient = new Map(mails);
      if (byRecipient.size !== mails.length) throw new Error('somebody was mailed twice');
      return byRecipient;
    },
  };
}

/** A commentary of an issue, with a title and nothing that pre-flight would find fault with. */
export function piece(issue: string, language: string, title: string, more = ''): string {
  const front = [
    `period: ${issue}/${dayAfter(issue, 6)}`,
    'topic: politics',
    `title: ${title}`,
    `summary: ${title}, коротка.`,
  ];
  return `---\n${[...front, ...(more === '' ? [] : [more])].join('\n')}\n---\n\n${title}. ${language}\n`;
}

/** So many days after a day, `2024-04-22`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
