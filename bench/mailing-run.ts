/**
 * A mailing of a bench: made ready in a database, then sent by our worker in a process of its own, `node bench/mailing-run.ts <JSON>`, which
 * prints one line of JSON.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DkimSettings } from '#delivery/dkim.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { slots } from '#slots.ts';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type StoreSource } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import type { FrozenVariant } from '#store/variant.ts';

/** 40 kB of HTML and 8 kB of text in Cyrillic, as a middling Belarusian issue has. */
export function variantToSend(): FrozenVariant {
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

export const addressesOf = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `reader${at}@example.net`);

export interface SendOptions {
  /** SMTP URL. */
  readonly relay: string;
  readonly connections: number;
  readonly dkim?: DkimSettings | undefined;
}

/** A new database in `folder` with an approved mailing to so many readers, in turn of each list. */
export async function prepareMailing(folder: string, count: number, lists: readonly string[]): Promise<StoreSource> {
  const source = { url: `file:${folder}/${randomBytes(6).toString('hex')}.db`, masterKey: randomBytes(32) };
  const now = new Date();
  await migrate(source, now);
  const store = await openStore(source);
  const consent = { source: 'import' as const, at: now };
  for (let at = 0; at < count; at += 500) {
    const people = Array.from({ length: Math.min(500, count - at) }, (_, place) => ({
      address: `reader${at + place}@example.net`,
      list: lists[(at + place) % lists.length] ?? 'be',
      state: 'active' as const,
      consent,
    }));
    await addSubscribers(store, people, now);
  }
  const variants = lists.map(list => ({ ...variantToSend(), list, form: 'normal' as const }));
  await freezeMailing(store, { issue: '2024-04-15', variants, now });
  await store.close();
  return source;
}

/** What a process of its own had to say. */
export interface OwnRun {
  readonly sent: number;
  readonly ms: number;
  readonly cpuMs: number;
  /** The most memory that it ever had, in MB. */
  readonly peakMb: number;
}

/** Sends what is approved in a process of its own, as `vesnik worker` is one: its code is compiled already. */
export async function sendApproved({ url, masterKey }: StoreSource, options: SendOptions): Promise<OwnRun> {
  const task = JSON.stringify({ url, key: Buffer.from(masterKey).toString('hex'), ...options });
  const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/vesnik') };
  const child = spawn(process.execPath, [import.meta.filename, task], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(String(line));
}

async function send(task: string): Promise<OwnRun> {
  const { url, key, relay, connections, dkim } = JSON.parse(task);
  const store = await openStore({ url, masterKey: Buffer.from(key, 'hex') });
  const startedMs = performance.now();
  const begun = process.cpuUsage();
  const { counts } = await runWorker({
    store,
    settings: {
      relay: readRelayUrl(relay),
      ...{ connections, rate: 0, publicUrl: 'https://vesnik.example.org', bounceDomain: 'bounces.example.org' },
      ...(dkim && { dkim }),
    },
    until: 'done',
    signal: new AbortController().signal,
  });
  const ms = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(begun);
  await store.close();
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { sent: counts.sent, ms, cpuMs: (user + system) / 1000, peakMb };
}

if (import.meta.main) console.log(JSON.stringify(await send(process.argv[2] ?? '')));
