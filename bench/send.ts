/**
 * Messages a second to a sink on this machine: our worker in both lanes, with its ledger (SQLite in WAL, every commit on the disk) and with
 * each kind of DKIM, against what everybody writes, a nodemailer pool and one `sendMail` per recipient without any ledger, and
 * against Postfix's `smtp-source`. In turn, in one run; the median counts. Then a mailing in a process of its own to four lists
 * (`--large 100000`, and `--million` for a second one of that size) with the most memory that it took, and one to a relay that is far away.
 *
 * `node bench/send.ts [recipients] [--large count] [--million]`
 */
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import type { DkimSettings } from '#delivery/dkim.ts';
import { fillSlots, slots } from '#slots.ts';
import { addressesOf, type OwnRun, prepareMailing, sendApproved, variantToSend } from './mailing-run.ts';
import { startSink } from './sink-process.ts';
import { measure, medianRow, printTable, type Row } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { large: { type: 'string' }, million: { type: 'boolean' } },
});
const recipients = Number(positionals[0] ?? 2000);
// What is fast needs more of them to be measured.
const fastFactor = 10;
const connections = 20;
const turns = 3;
const roundTripMs = 50;

const pem = { type: 'pkcs8', format: 'pem' } as const;
const keyOf = (privateKey: string): DkimSettings => ({ domain: 'example.org', selector: 'v1', privateKey });
const rsa = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString());
const ed25519 = keyOf(generateKeyPairSync('ed25519').privateKey.export(pem).toString());

const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
const sink = await startSink(folder);
const url = `smtp://127.0.0.1:${sink.port}`;
const many = recipients * fastFactor;
try {
  const rounds: (() => Promise<Row>)[] = [
    () => measure('nodemailer pool, sendMail per recipient, no ledger', () => sendPlainly()),
    () => measure('the same with DKIM RSA-2048', () => sendPlainly(rsa)),
    () => sendWithLedger('our slow lane, ledger', recipients, `${url}?lane=slow`),
    () => sendWithLedger('our fast lane, ledger', many, url),
    () => sendWithLedger('our fast lane, ledger, Ed25519', many, url, ed25519),
    () => sendWithLedger('our fast lane, ledger, RSA-2048', many, url, rsa),
    ...(spawnSync('smtp-source', ['-h']).error === undefined ? [() => smtpSource(many)] : []),
  ];
  const rows = new Map<number, Row[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [at, round] of rounds.entries()) rows.set(at, [...(rows.get(at) ?? []), await round()]);
  }
  const medians = [...rows.values()].map(medianRow);
  printTable(
    `Sending ${recipients} mails (fast: ${many}) of 40 kB HTML and 8 kB text over ${connections} connections`,
    'mail',
    medians,
  );
  compare(medians);
  if (values.large !== undefined) await large(Number(values.large), medians[0]);
  if (values.million) await large(1_000_000, medians[0]);
  await farAway();
} finally {
  console.log(`  the sink's own cost (${sink.language}): ${await sink.stop()}`);
  await rm(folder, { recursive: true, force: true });
}

function compare([naive, naiveRsa, , plain, , signed, source]: readonly Row[]): void {
  const ratio = (what: string, one: number, other: number, wanted: number): void =>
    console.log(`  ${what.padEnd(58)} × ${(one / other).toFixed(2)} (wanted: ≥ ${wanted})`);
  if (!naive || !naiveRsa || !plain || !signed) return;
  ratio('fast lane to nodemailer pool', plain.rate, naive.rate, 25);
  ratio('fast lane with RSA-2048 to nodemailer pool with RSA-2048', signed.rate, naiveRsa.rate, 10);
  if (source) ratio('fast lane to smtp-source -d', plain.rate, source.rate, 0.9);
  ratio('fast lane with RSA-2048 to openssl speed on one core', signed.rate, signaturesOfOpenssl(), 0.9);
}

function signaturesOfOpenssl(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', 'rsa2048'], { encoding: 'utf8' });
  return Number(/^rsa\s+2048 bits\s+\S+\s+\S+\s+(?:\S+\s+\S+\s+)?([\d.]+)/m.exec(stdout ?? '')?.[1]);
}

async function large(count: number, naive: Row | undefined): Promise<void> {
  const source = await prepareMailing(folder, count, ['en', 'be', 'ru', 'be-ru']);
  const { rate, cpuUs, peakMb } = rowOf(count, await sendApproved(source, { relay: url, connections }));
  console.log(
    `  ${count} recipients on four lists: ${rate.toFixed(0)} mail/s, × ${(rate / (naive?.rate ?? 1)).toFixed(2)}, ` +
      `${cpuUs.toFixed(0)} µs CPU, at most ${peakMb} MB (wanted: ≤ ${count > 100_000 ? 180 : 150})`,
  );
}

function rowOf(count: number, { sent, ms, cpuMs, peakMb }: OwnRun) {
  if (sent !== count) throw new Error(`only ${sent} of ${count} were sent`);
  return { rate: (sent * 1000) / ms, cpuUs: (cpuMs * 1000) / sent, peakMb };
}

/** Every answer comes `roundTripMs` late: one message per round trip and connection is all that a relay lets through that pipelines. */
async function farAway(): Promise<void> {
  const far = await startSink(folder, roundTripMs);
  const row = await sendWithLedger('far away', 2000, `smtp://127.0.0.1:${far.port}`);
  await far.stop();
  const most = (connections * 1000) / roundTripMs;
  console.log(
    `  ${roundTripMs} ms added to every answer: ${row.rate.toFixed(0)} mail/s, × ${(row.rate / most).toFixed(2)} of connections ÷ round trip (wanted: ≥ 0.8)`,
  );
}

/** Its messages are of the same size as ours; the processor time is not seen from here. */
async function smtpSource(count: number): Promise<Row> {
  const startedMs = performance.now();
  const sizes = ['-l', '67000', '-s', String(connections), '-m', String(count)];
  const child = spawn('smtp-source', ['-d', ...sizes, `inet:127.0.0.1:${sink.port}`], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
  return { what: 'smtp-source -d', rate: (count * 1000) / (performance.now() - startedMs), cpuUs: Number.NaN };
}

async function sendPlainly(dkim?: DkimSettings): Promise<number> {
  const { from, subject, html, text } = variantToSend();
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(dkim && {
      dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey },
    }),
  });
  const token = 'A'.repeat(slots.unsubscribeToken.width);
  const tokens = { unsubscribeToken: token, preferencesToken: token };
  await Promise.all(
    addressesOf(recipients).map(to =>
      transport.sendMail({ from, to, subject, html: fillSlots(html ?? '', tokens), text: fillSlots(text, tokens) }),
    ),
  );
  transport.close();
  return recipients;
}

async function sendWithLedger(what: string, count: number, relay: string, dkim?: DkimSettings): Promise<Row> {
  const source = await prepareMailing(folder, count, ['be']);
  return { what, ...rowOf(count, await sendApproved(source, { relay, connections, dkim })) };
}
