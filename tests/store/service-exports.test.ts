import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serviceExport } from '#store/service-exports.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { allSubscribers, findByAddress } from '#store/subscribers.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { person } from './people.ts';

const folder = join(import.meta.dirname, '../fixtures/lists');
const cases = readdirSync(folder).filter(file => file.endsWith('.csv'));
const lists = ['en', 'be', 'ru', 'be-ru'].map(id => ({ id, interface: id.slice(0, 2) }));

const expectedShape = z.object({
  service: z.string().optional(),
  map: z.record(z.enum(['address', 'language']), z.string()).optional(),
  /** Address, list, and the moment of consent where the file says one. */
  added: z.array(z.string()),
  refused: z.array(z.string()),
  newlySuppressed: z.number(),
});

async function wanted(file: string): Promise<z.infer<typeof expectedShape>> {
  const text = await readFile(join(folder, `${basename(file, '.csv')}.expected.json`), 'utf8');
  return expectedShape.parse(JSON.parse(text));
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield await readFile(join(folder, file));
}

function options(file: string) {
  return {
    source: bytesOf(file),
    lists,
    defaultList: 'en',
    consent: { source: 'moved house', at: now },
    now,
  };
}

onBothDatabases(fresh => {
  describe('the export of another service', () => {
    it.each(cases)('%s adds who may be mailed and says why the others are not', async file => {
      const { service, map, added, refused, newlySuppressed } = await wanted(file);
      const store = await fresh.store();
      const refusals: string[] = [];
      const given = {
        ...options(file),
        map,
        suppressAbsent: true,
        onRefused: (rows: readonly { line: number; problem: string }[]): void =>
          void refusals.push(...rows.map(({ line, problem }) => `line ${line}: ${problem}`)),
      };
      const dry = await importSubscribers(store, { ...given, dryRun: true });
      refusals.splice(0);
      const report = await importSubscribers(store, { ...given, source: bytesOf(file) });
      expect(report).toEqual(dry);
      expect(report).toMatchObject({ added: added.length, refused: refused.length, newlySuppressed });
      expect(report.service).toBe(service);
      expect(refusals).toEqual(refused);
      const found: string[] = [];
      for await (const { address, list, state, consent } of allSubscribers(store)) {
        expect({ state, source: consent.source }).toEqual({ state: 'active', source: 'moved house' });
        found.push(
          [address, list, ...(consent.at.getTime() === now.getTime() ? [] : [consent.at.toISOString()])].join(' '),
        );
      }
      expect(found.sort()).toEqual(added);
      // Whoever left there can join by themselves only.
      expect(await importSubscribers(store, { ...given, source: bytesOf(file) })).toMatchObject({
        added: 0,
        known: added.length,
        newlySuppressed: 0,
      });
    });
  });

  it('who left elsewhere and is a subscriber here stays one; without the wish nobody is suppressed', async () => {
    const store = await fresh.store();
    await addSubscribers(store, [person('ss-off@example.org')], now);
    expect(await importSubscribers(store, options('substack.csv'))).toMatchObject({ refused: 1, newlySuppressed: 0 });
    const again = { ...options('substack.csv'), suppressAbsent: true };
    expect(await importSubscribers(store, again)).toMatchObject({ refused: 1, newlySuppressed: 0 });
    expect((await findByAddress(store, 'ss-off@example.org'))?.state).toBe('active');
    expect(await store.db.selectFrom('suppressions').selectAll().execute()).toEqual([]);
  });
});

it('a file of nobody’s is nobody’s export', () => {
  expect(serviceExport(['email', 'list', '__proto__', 'constructor'])).toBeUndefined();
  expect(serviceExport([])).toBeUndefined();
});
