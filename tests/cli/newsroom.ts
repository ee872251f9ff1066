import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { type Ended, environmentIn, type Given, temporaryFolder, vesnik } from './command-line.ts';

/** A small newsletter of its own with a database, a key and a relay that repeats addresses. */
export interface Newsroom {
  readonly folder: string;
  readonly root: string;
  /** The newsletter's one issue. */
  readonly issue: string;
  readonly env: Readonly<Record<string, string>>;
  readonly relay: Relay;
  /** Runs a command in it. */
  vesnik(argv: readonly string[], given?: Given): Promise<Ended>;
}

/** People of both lists and all forms, as `openNewsroom` imports them. */
export const people = [
  'lena@example.org',
  'pavel+news@example.net',
  "o'hara@example.com",
  'Zoya@example.org',
  'ihar@post.test',
];

/** Where a test must be able to find a secret again if it leaked. */
export const password = 'correct-horse-battery';

export async function openNewsroom(script: RelayScript = {}): Promise<Newsroom> {
  const folder = await temporaryFolder();
  const root = join(folder, 'weekly');
  const relay = await startRelay(script);
  afterAll(() => relay.stop());
  const env = {
    ...environmentIn(folder),
    VESNIK_ROOT: root,
    VESNIK_SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    VESNIK_RATE: '0',
    VESNIK_CONNECTIONS: '2',
  };
  const run = (argv: readonly string[], given: Given = {}) =>
    vesnik(argv, { folder, ...given, env: { ...env, ...given.env } });
  const made = await run(['init', root, '--name', 'Weekly', '--languages', 'be,ru']);
  if (made.code !== 0) throw new Error(made.err);
  await sitAt(root, 'http://127.0.0.1:1');
  await run(['migrate']);
  const forms = ['normal', 'plain', 'discreet'];
  const rows = people.map((address, at) => `${address},${at % 2 === 0 ? 'be' : 'ru'},${forms[at % 3]}`);
  await writeFile(join(folder, 'people.csv'), ['email,list,form', ...rows].join('\n'));
  const imported = await run(['subscribers', 'import', 'people.csv']);
  if (imported.code !== 0) throw new Error(imported.err);
  const checked = await run(['check', '--json']);
  if (checked.out.trim() !== '[]') throw new Error(checked.out);
  return { folder, root, issue: await onlyIssue(root), env, relay, vesnik: run };
}

/** Moves the newsletter's site; on port 1 nobody answers. */
export async function sitAt(root: string, url: string): Promise<void> {
  const file = join(root, 'content/newsletter.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^url: .*$/mu, `url: ${url}`));
}

async function onlyIssue(root: string): Promise<string> {
  const [issue] = await readdir(join(root, 'content/issues'));
  if (issue === undefined) throw new Error('no issue was made');
  return issue;
}
