import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as otherEvents } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { type ImportOptions, importSubscribers } from '#store/subscriber-import.ts';
import { subscriberStats } from '#store/subscriber-stats.ts';
import { addSubscriber, findByAddress } from '#store/subscribers.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { person } from './people.ts';

const folder = await mkdtemp(join(tmpdir(), 'vesnik-import-'));
afterAll(() => rm(folder, { recursive: true }));

// Longer than what is pressed without a thread, and than one stretch of rows.
const rows = 45_000;
const address = (at: number): string => `somebody.with.a.name.${at}@example.org`;
const good = Array.from({ length: rows }, (_, at) => `${address(at)},be`);
const longText = ['email,list', ...good.slice(0, 20_000), 'not an address,be', ...good.slice(20_000)].join('\n');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

function options(source: AsyncIterable<Uint8Array>): ImportOptions {
  return { source, lists: [{ id: 'be', interface: 'be' }], consent: { source: 'fair', at: now }, now };
}

onBothDatabases(fresh => {
  it('a long file is imported whole, says how far it is, and lets others write meanwhile', async () => {
    const store = await fresh.store();
    const other = await fresh.again(store);
    const refused: unknown[] = [];
    const seen: { readonly rows: number; readonly bytes: number }[] = [];
    let isOver = false;
    let written = 0;
    const importing = importSubscribers(store, {
      ...options(bytesOf(longText)),
      onRefused: more => void refused.push(...more),
      onProgress: (report, bytes) => void seen.push({ rows: report.rows, bytes }),
    }).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await addSubscriber(other, person(`visitor${written}@example.net`), now);
      if (!isOver) written += 1;
      await otherEvents();
    }
    expect(await importing).toMatchObject({ rows: rows + 1, added: rows, refused: 1, addedByList: { be: rows } });
    expect(refused).toEqual([{ line: 20_002, problem: 'address-not-one-address' }]);
    expect(written).toBeGreaterThan(1);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.toSorted((a, b) => a.bytes - b.bytes || a.rows - b.rows)).toEqual(seen);
    expect(seen.at(-1)).toEqual({ rows: rows + 1, bytes: Buffer.byteLength(longText) });
    for (const at of [0, 20_000, rows - 1])
      expect(await findByAddress(store, address(at))).toMatchObject({ address: address(at), list: 'be' });
    expect(await importSubscribers(store, options(bytesOf(longText)))).toMatchObject({ added: 0, known: rows });
  });

  it('an import that was killed goes on when it is repeated, and nobody is there twice', async () => {
    const store = await fresh.store();
    const { url, masterKey } = fresh.sourceOf(store);
    const file = join(folder, `${fresh.kind}.csv`);
    await writeFile(file, longText);
    const key = Buffer.from(masterKey).toString('base64');
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./import-child.ts', import.meta.url)), url, key, file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [said] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(String(said)).toContain('begun');
    const before = (await subscriberStats(store)).be?.active ?? 0;
    expect(before).toBeGreaterThan(0);
    const report = await importSubscribers(store, options(bytesOf(longText)));
    expect(report).toMatchObject({ known: before, added: rows - before });
    expect((await subscriberStats(store)).be?.active).toBe(rows);
  });
});

onBothDatabases(fresh => {
  it('a long file without titles is refused as a short one is, and one that breaks off fails as it broke', async () => {
    const store = await fresh.store();
    const titleless = bytesOf(good.join('\n'));
    await expect(importSubscribers(store, options(titleless))).rejects.toMatchObject({
      code: 'csv-columns',
      kind: 'usage',
      hint: expect.stringContaining('--map'),
    });
    const broken = new Error('the stick was pulled out');
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(longText.slice(0, 600_000));
      throw broken;
    }
    await expect(importSubscribers(store, options(breaking()))).rejects.toBe(broken);
  });

  it('stops after a batch when it is asked to, with what was added', async () => {
    const store = await fresh.store();
    const stop = new AbortController();
    const given = { ...options(bytesOf(longText)), signal: stop.signal, onProgress: () => stop.abort() };
    const { stopped, added } = await importSubscribers(store, given);
    expect(stopped).toBe(true);
    expect((await subscriberStats(store)).be?.active).toBe(added);
    expect(added).toBeLessThan(rows);
  });
});
