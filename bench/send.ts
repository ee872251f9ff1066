/**
 * Messages a second to a sink on this machine: our worker with its ledger (SQLite, WAL, synchronous=FULL) against what everybody
 * writes, a nodemailer pool and one `sendMail` per recipient without any ledger. In turn, in one run; the median counts.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { fillSlots, slots } from '#slots.ts';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import type { FrozenVariant } from '#store/variant.ts';
import { measure, medianRow, printTable } from './table.ts';

const recipients = 2000;
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

const addresses = Array.from({ length: recipients }, (_, at) => `reader${at}@example.net`);
const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: sink.stdout });
const [port] = await once(lines, 'line');
const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
try {
  const url = `smtp://127.0.0.1:${port}`;
  const variant = variantToSend();
  const plain = [];
  const ours = [];
  for (let turn = 0; turn < turns; turn += 1) {
    plain.push(await measure('nodemailer pool, sendMail per recipient, no ledger', () => sendPlainly(url, variant)));
    ours.push(await sendWithLedger(url, variant, turn));
  }
  printTable(`Sending ${recipients} mails of 40 kB HTML and 8 kB text over ${connections} connections`, 'mail', [
    medianRow(plain),
    medianRow(ours),
  ]);
} finally {
  const report = once(lines, 'line');
  sink.stdin.end();
  console.log(`  the sink's own cost: ${await report}`);
  await rm(folder, { recursive: true, force: true });
}

async function sendPlainly(url: string, { from, subject, html, text }: FrozenVariant): Promise<number> {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
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

async function sendWithLedger(url: string, variant: FrozenVariant, turn: number) {
  const source = { url: `file:${join(folder, `turn${turn}.db`)}`, masterKey: randomBytes(32) };
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
    return await measure('vesnik worker, ledger in SQLite with synchronous=FULL', async () => {
      const { counts } = await runWorker({
        store,
        settings: {
          relay: readRelayUrl(url),
          connections,
          rate: 0,
          publicUrl: 'https://vesnik.example.org',
          bounceDomain: 'bounces.example.org',
        },
        until: 'done',
        signal: new AbortController().signal,
      });
      if (counts.sent !== recipients) throw new Error(`only ${counts.sent} of ${recipients} were sent`);
      return counts.sent;
    });
  } finally {
    await store.close();
  }
}
