import { describe, expect, it } from 'vitest';
import { watchOutbox } from '#cli/outbox-watch.ts';
import { watchRelay } from '#cli/relay-watch.ts';
import { watchForWorker } from '#cli/worker-watch.ts';
import { RelayError } from '#delivery/relay-error.ts';
import type { Store } from '#store/open.ts';
import { beatSender } from '#store/sender-beat.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { signUp } from '#store/sign-up.ts';
import { later, now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve } from '../store/people.ts';

const notify = [Buffer.alloc(32, 1)];

onBothDatabases(fresh => {
  const told = async (store: Store) =>
    (await store.db.selectFrom('outbox').select('facts').where('facts', 'is not', null).orderBy('id').execute()).map(
      ({ facts }) => JSON.parse(facts ?? '').about,
    );

  describe('a mailing that nobody sends', () => {
    it('is told of after so many looks, once, and once more when somebody does', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      const look = watchForWorker({ store, notify, looks: 3 });
      const said: string[] = [];
      for (let minute = 0; minute < 6; minute += 1) said.push(...(await look(later(minute * 60_000))));
      expect(said).toHaveLength(1);
      expect(await told(store)).toEqual(['worker']);
      const sender = await acquireSender(store, { now, host: 'here', pid: 1 });
      await look(later(400_000));
      await look(later(460_000));
      expect(await told(store)).toEqual(['worker', 'worker-over']);
      await sender.release(now);
    });

    it('is not told of while a sender beats, and is when it was killed', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      const { id } = await acquireSender(store, { now, host: 'here', pid: 1 });
      const look = watchForWorker({ store, notify, looks: 3 });
      for (let minute = 0; minute < 6; minute += 1) {
        // Not even a clock that stands hides a beat.
        await beatSender(store, id, now);
        expect(await look(now)).toEqual([]);
      }
      for (let minute = 0; minute < 4; minute += 1) await look(later(minute * 60_000));
      expect(await told(store)).toEqual(['worker']);
    });
  });

  describe('mails of the doors that do not go', () => {
    it('are told of once, whoever looks, and once more when they have gone', async () => {
      const store = await fresh.store();
      await signUp(store, { address: 'reader@example.org', list: 'en', source: 'form' }, now);
      const looking = () => watchOutbox({ store, notify, lateMs: 1_800_000 });
      const look = looking();
      expect(await look(later(1_799_999))).toEqual([]);
      expect(await look(later(1_800_000))).toEqual([expect.stringContaining('1 mail of the doors')]);
      expect(await look(later(1_900_000))).toEqual([]);
      expect(await looking()(later(1_900_000))).toEqual([]);
      expect(await told(store)).toContain('joining');
      await store.db.deleteFrom('outbox').where('kind', '=', 'confirm').execute();
      expect(await look(later(2_000_000))).toEqual([]);
      await look(later(2_100_000));
      expect(await told(store)).toEqual(['joining', 'joining-over']);
    });
  });

  describe('a relay that does not take a mailing', () => {
    it('is told of once while it lasts, without an address, and when it has stayed well for ten minutes', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      const said: string[] = [];
      let minute = 0;
      const clock = { now: () => later(minute * 60_000) };
      const watch = watchRelay({ store, notify, clock, report: (...lines) => void said.push(...lines) });
      const trouble = new RelayError('refused', 'The relay said: 535 no reader@example.org', 'Ask.', undefined);
      const hear = async (what: RelayError | undefined): Promise<void> => {
        watch.onRelay(what);
        await watch.rest();
        await watch.look(clock.now());
        minute += 1;
      };
      for (let at = 0; at < 3; at += 1) await hear(trouble);
      // It flaps.
      for (let at = 0; at < 8; at += 1) await hear(at % 2 === 0 ? undefined : trouble);
      expect(await told(store)).toEqual(['relay']);
      for (let at = 0; at < 20; at += 1) await hear(undefined);
      expect(await told(store)).toEqual(['relay', 'relay-over']);
      for (let at = 0; at < 40; at += 1) await hear(trouble);
      expect(await told(store)).toEqual(['relay', 'relay-over', 'relay']);
      expect(said).toHaveLength(2);
      const rows = await store.db.selectFrom('outbox').select('facts').execute();
      expect(JSON.stringify([rows, said])).not.toContain('reader@');
    });
  });
});
