import { describe, expect, it } from 'vitest';
import { dayHash } from '#keys/day-hash.ts';
import { backUp } from '#store/backup.ts';
import { countSignUp, longestWindowMs } from '#store/sign-up-counts.ts';
import { keepUp } from '#store/upkeep.ts';
import { later, now, onBothDatabases } from './both-databases.ts';

const hourMs = 60 * 60 * 1000;
const client = { kind: 'client', what: '203.0.113.7' } as const;

onBothDatabases(fresh => {
  describe('a count at the door', () => {
    it('is one for all servers, of each thing its own, and begins anew when its window is over', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      const count = (at: Date, of: Parameters<typeof countSignUp>[1] = client, by = store) =>
        countSignUp(by, of, { windowMs: hourMs, now: at });
      expect([await count(now), await count(later(1), client, other), await count(later(2))]).toEqual([1, 2, 3]);
      expect(await count(later(3), { kind: 'mailbox', what: client.what })).toBe(1);
      expect(await count(later(4), { kind: 'client', what: '203.0.113.8' })).toBe(1);
      expect(await count(later(hourMs - 1), client, other)).toBe(4);
      expect(await count(later(hourMs))).toBe(1);
      expect(await count(later(hourMs + 1), client, other)).toBe(2);
    });

    it('of many at the same moment misses none', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      const counts = await Promise.all(
        Array.from({ length: 40 }, (_, at) => countSignUp(at % 2 ? store : other, client, { windowMs: hourMs, now })),
      );
      expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    });

    it('is gone from the database within a day, and in no backup before', async () => {
      const store = await fresh.store();
      await countSignUp(store, client, { windowMs: longestWindowMs, now });
      const rows = () => store.db.selectFrom('sign_up_counts').selectAll().execute();
      expect(JSON.stringify(await rows())).not.toContain(client.what);
      let backup = '';
      await backUp(store, {
        now,
        write: async bytes => {
          backup += bytes.toString();
        },
      });
      const [row] = await rows();
      expect(backup).toContain('subscribers');
      expect(backup).not.toContain(row?.hash.toString('base64'));
      const { signal } = new AbortController();
      await keepUp(store, later(22 * hourMs), signal);
      expect(await rows()).toHaveLength(1);
      await keepUp(store, later(23 * hourMs), signal);
      expect(await rows()).toEqual([]);
    });

    it('does not outlive a clock that was set back', async () => {
      const store = await fresh.store();
      await countSignUp(store, client, { windowMs: hourMs, now });
      await keepUp(store, later(-30 * hourMs), new AbortController().signal);
      expect(await store.db.selectFrom('sign_up_counts').selectAll().execute()).toEqual([]);
    });

    it('is known by another hash on another day, and by the same one in every process', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      const hash = (by: typeof store, day: string) => dayHash(by.ring, new Date(day), client.what).toString('hex');
      expect(hash(store, '2024-04-22T00:00:00Z')).toBe(hash(other, '2024-04-22T23:59:59.999Z'));
      expect(hash(store, '2024-04-22T23:59:59.999Z')).not.toBe(hash(store, '2024-04-23T00:00:00Z'));
    });
  });
});
