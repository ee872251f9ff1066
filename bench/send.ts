/**
 * Messages a second to a sink on this machine: our worker in both lanes, with its ledger (SQLite, WAL, synchronous=FULL) and with
 * each kind of DKIM, against what everybody writes, a nodemailer pool and one `sendMail` per recipient without any ledger, and
 * against Postfix's `smtp-source`. In turn, in one run; the median counts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import type { DkimSettings } from '#delivery/dkim.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { fillSlots, slots } from '#slots.ts';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import type { FrozenVariant } from '#store/variant.ts';
import { measure, medianRow, printTable, type Row } from './table.ts';

const recipients = Number(process.argv[2] ?? 2000);
// What is fast needs more of them to be measured.
const fastFactor = 5;
const connections = 20;
const turns = 3;

/** 40 kB of HTML and 8 kB of text in Cyrillic, as a middling Belarusian issue has. */
function variantToSend(): FrozenVariant {
  const sentence = 'Сітуацыя на мяжы за тыдзень не змянілася, але новыя правілы ўжо дзейнічаюць. ';
  const link = `https://vesnik.example.org/u/${slots.unsubscribeToken.placeholder}`;
  const paragraphs = Array.from({ length: 38 }, () => `<p>${sentence.repeat(7)}</p>`).join('\n');
  return {
    from: { name: 'Далягляд', address: 'newsletter@example.org' },
    subject: 'Мяжа, санкцыі і тыдзень без навін',
    html: `<!doctype html><html lang="be"><head><title>Далягляд</title></head><body>${paragraphs}<a href="${link}">Адпісацца</a></body></html>`,
    text: `${`${sentence}\n`.repeat(58)}\n${link}\n`,
    headers: [['Content-Language', 'be']],
    pictures: [],
  };
}

const addressesOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `reader${at}@example.net`);
const pem = { type: 'pkcs8', format: 'pem' } as const;
const keyOf = (privateKey: string): DkimSettings => ({ domain: 'example.org', selector: 'v1', privateKey });
const rsa = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString());
const ed25519 = keyOf(generateKeyPairSync('ed25519').privateKey.export(pem).toString());

const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
const compiled = join(folder, 'sink');
const hasCompiler =
  spawnSync('cc', ['-O2', '-o', compiled, join(import.meta.dirname, 'sink.c')], { stdio: 'ignore' }).status === 0;
const sink = hasCompiler
  ? spawn(compiled, { stdio: ['pipe', 'pipe', 'inherit'] })
  : spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: sink.stdout });
const [port] = await once(lines, 'line');
try {
  const url = `smtp://127.0.0.1:${port}`;
  const variant = variantToSend();
  const many = recipients * fastFactor;
  const rounds: (() => Promise<Row>)[] = [
    () => measure('nodemailer pool, sendMail per recipient, no ledger', () => sendPlainly(url, variant)),
    () => measure('the same with DKIM RSA-2048', () => sendPlainly(url, variant, rsa)),
    () => sendWithLedger('our slow lane, ledger', { url: `${url}?lane=slow`, variant, count: recipients }),
    () => sendWithLedger('our fast lane, ledger', { url, variant, count: many }),
    () => sendWithLedger('our fast lane, ledger, Ed25519', { url, variant, count: many, dkim: ed25519 }),
    () => sendWithLedger('our fast lane, ledger, RSA-2048', { url, variant, count: many, dkim: rsa }),
    ...(spawnSync('smtp-source', ['-h']).error === undefined ? [() => smtpSource(many)] : []),
  ];
  const rows = new Map<number, Row[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [at, round] of rounds.entries()) rows.set(at, [...(rows.get(at) ?? []), await round()]);
  }
  printTable(
    `Sending ${recipients} mails (fast: ${many}) of 40 kB HTML and 8 kB text over ${connections} connections`,
    'mail',
    [...rows.values()].map(medianRow),
  );
  console.log(`  openssl speed rsa2048, one core: ${signaturesOfOpenssl()} signatures/s`);
} finally {
  const report = once(lines, 'line');
  sink.stdin.end();
  console.log(`  the sink's own cost (${hasCompiler ? 'C' : 'Node'}): ${await report}`);
  await rm(folder, { recursive: true, force: true });
}

function signaturesOfOpenssl(): string {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', 'rsa2048'], { encoding: 'utf8' });
  return /^rsa\s+2048 bits\s+\S+\s+\S+\s+(?:\S+\s+\S+\s+)?([\d.]+)/m.exec(stdout ?? '')?.[1] ?? 'unknown';
}

/** Its messages are of the same size as ours; the processor time is not seen from here. */
async function smtpSource(count: number): Promise<Row> {
  const startedMs = performance.now();
  const sizes = ['-l', '67000', '-s', String(connections), '-m', String(count)];
  const child = spawn('smtp-source', ['-d', ...sizes, `inet:127.0.0.1:${port}`], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
  return { what: 'smtp-source -d', rate: (count * 1000) / (performance.now() - startedMs), cpuUs: Number.NaN };
}

async function sendPlainly(
  url: string,
  { from, subject, html, text }: FrozenVariant,
  dkim?: DkimSettings,
): Promise<number> {
  const addresses = addressesOf(recipients);
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
  const values = { unsubscribeToken: token, preferencesToken: token };
  await Promise.all(
    addresses.map(to =>
      transport.sendMail({ from, to, subject, html: fillSlots(html ?? '', values), text: fillSlots(text, values) }),
    ),
  );
  transport.close();
  return addresses.length;
}

interface LedgerRun {
  readonly url: string;
  readonly variant: FrozenVariant;
  readonly count: number;
  readonly dkim?: DkimSettings;
}

async function sendWithLedger(what: string, { url, variant, count, dkim }: LedgerRun): Promise<Row> {
  const addresses = addressesOf(count);
  const source = { url: `file:${join(folder, `${randomBytes(6).toString('hex')}.db`)}`, masterKey: randomBytes(32) };
  const now = new Date();
  await migrate(source, now);
  const store = await openStore(source);
  try {
    for (let at = 0; at < addresses.length; at += 500) {
      await addSubscribers(
        store,
        addresses.slice(at, at + 500).map(address => ({
          address,
          list: 'be',
          state: 'active' as const,
          consent: { source: 'import' as const, at: now },
        })),
        now,
      );
    }
    await freezeMailing(store, { issue: '2024-04-15', variants: [{ ...variant, list: 'be', form: 'normal' }], now });
    return await measure(what, async () => {
      const { counts } = await runWorker({
        store,
        settings: {
          relay: readRelayUrl(url),
          connections,
          rate: 0,
          publicUrl: 'https://vesnik.example.org',
          bounceDomain: 'bounces.example.org',
          ...(dkim && { dkim }),
        },
        until: 'done',
        signal: new AbortController().signal,
      });
      if (counts.sent !== count) throw new Error(`only ${counts.sent} of ${count} were sent`);
      return counts.sent;
    });
  } finally {
    await store.close();
  }
}
