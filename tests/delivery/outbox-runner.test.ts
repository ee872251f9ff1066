import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outbox, startOutbox } from '#delivery/outbox-runner.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { openLinkToken } from '#keys/link-token.ts';
import { linkEnd } from '#keys/timed-link.ts';
import { confirmPlaceholder, dataPlaceholder, slots } from '#slots.ts';
import { askForDataLink } from '#store/data-link.ts';
import { forget } from '#store/forgetting.ts';
import type { Store } from '#store/open.ts';
import { signUp } from '#store/sign-up.ts';
import { confirmSignUp } from '#store/sign-up-confirmation.ts';
import { addSubscriber, findByAddress } from '#store/subscribers.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { newestLink, person } from '../store/people.ts';
import { kill, startSender } from '../store/processes.ts';

const reader = 'reader@example.org';
const wish = { address: reader, list: 'be', source: 'form' };

let relay: Relay;
let stop: AbortController;
beforeEach(async () => {
  relay = await startRelay();
  stop = new AbortController();
});
afterEach(() => relay.stop());

/** Every kind of mail has every link; what is in it says which it is. */
async function draw({ kind, list }: { readonly kind: string; readonly list: string }): Promise<unknown> {
  const links = [`/c/${confirmPlaceholder}`, `/d/${dataPlaceholder}`, `/p/${slots.preferencesToken.placeholder}`];
  return {
    from: { name: 'Vesnik', address: 'confirm@example.org' },
    subject: `${kind} ${list}`,
    text: links.map(link => `https://vesnik.example.org${link}`).join('\n'),
    headers: [['Auto-Submitted', 'auto-generated']],
    pictures: [],
  };
}

/** A clock whose pauses are over at once, and at least ten minutes have gone by. */
function quickClock() {
  let moment = now.getTime();
  return {
    now: () => new Date(moment),
    wait: async (ms: number, signal: AbortSignal) => {
      await new Promise(resolve => setImmediate(resolve));
      if (!signal.aborted) moment += Math.max(ms, 10 * 60_000);
    },
  };
}

function start(store: Store, more: Partial<Parameters<typeof startOutbox>[0]> = {}): Outbox {
  const settings = {
    ...{ relay: readRelayUrl(relay.url), publicUrl: 'https://vesnik.example.org', bounceDomain: 'bounces.example.org' },
    ...{ connections: 1, rate: 0 },
  };
  return startOutbox({ store, settings, draw, signal: stop.signal, clock: quickClock(), ...more });
}

/** Lets it run until nothing waits, then stops it. */
async function settled(store: Store, ...outboxes: readonly Outbox[]): Promise<void> {
  while ((await waiting(store)).length > 0) await new Promise(resolve => setImmediate(resolve));
  stop.abort();
  for (const outbox of outboxes) await outbox.done;
}

async function waiting(store: Store): Promise<{ kind: string; state: string; answer: string | null }[]> {
  return store.db.selectFrom('outbox').select(['kind', 'state', 'answer']).orderBy('id').execute();
}

async function refOf(store: Store): Promise<Buffer> {
  return (await findByAddress(store, reader))?.ref ?? Buffer.alloc(16);
}

onBothDatabases(fresh => {
  describe('the outbox', () => {
    it('asks with a link of their own, then welcomes; nothing of a mail stays once it was sent', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const outbox = start(store);
      await relay.whenTaken(1);
      const [asked] = relay.taken;
      const mail = await PostalMime.parse(asked?.source ?? '');
      const [, token = ''] = /\/c\/([\w-]{60})(?![\w-])/.exec(mail.text ?? '') ?? [];
      expect(openLinkToken(store.ring, 'confirm', token)).toEqual(await refOf(store));
      expect(asked?.to).toEqual([reader]);
      expect(asked?.from).toMatch(/^bounce\+[a-z2-7]{40}@bounces\.example\.org$/);
      const names = mail.headers.map(({ key }) => key);
      expect(names).toContain('auto-submitted');
      expect(names).not.toContain('list-unsubscribe');

      await confirmSignUp(store, await newestLink(store, await refOf(store)), { now });
      outbox.wake();
      await relay.whenTaken(2);
      const welcome = await PostalMime.parse(relay.taken[1]?.source ?? '');
      expect(welcome.subject).toBe('welcome be');
      expect(welcome.text).not.toMatch(/\/c\/[\w-]{60}/);
      expect(welcome.headers.map(({ key }) => key)).toContain('list-unsubscribe-post');
      await settled(store, outbox);
    });

    it('tells whoever is subscribed, without a link to confirm', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person(reader, { list: 'ru' }), now);
      await signUp(store, wish, now);
      const outbox = start(store);
      await relay.whenTaken(1);
      const mail = await PostalMime.parse(relay.taken[0]?.source ?? '');
      expect(mail.subject).toBe('known ru');
      expect(mail.text).toMatch(/\/c\/$/m);
      await settled(store, outbox);
    });

    it('mails the link to one’s data, which ends an hour after it went, to whoever has left, too', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person(reader, { list: 'ru', state: 'unsubscribed' }), now);
      await askForDataLink(store, await refOf(store), now);
      const outbox = start(store);
      await relay.whenTaken(1);
      const mail = await PostalMime.parse(relay.taken[0]?.source ?? '');
      const [, token = ''] = /\/d\/([\w-]{60})(?![\w-])/.exec(mail.text ?? '') ?? [];
      expect(openLinkToken(store.ring, 'data', token)).toEqual(await refOf(store));
      const [, sent = ''] = /^Date: (.*)$/m.exec(relay.taken[0]?.source.toString() ?? '') ?? [];
      expect(linkEnd(token).getTime()).toBe(Date.parse(sent) + 60 * 60 * 1000);
      expect(mail.text).toMatch(/\/c\/$/m);
      expect(mail.headers.map(({ key }) => key)).not.toContain('list-unsubscribe');
      await settled(store, outbox);
    });

    it('tries again what the relay puts off, with the same Message-ID, and keeps no address of its answer', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const answers: (string | null)[] = [];
      relay.script.rcpt = (to, time) => (time <= 3 ? `451 4.7.1 <${to}> is greylisted` : undefined);
      const outbox = start(store, {
        draw: async mail => {
          answers.push(...(await waiting(store)).map(({ answer }) => answer));
          return draw(mail);
        },
      });
      await relay.whenTaken(1);
      await settled(store, outbox);
      expect(answers).toHaveLength(4);
      expect(answers[3]).toMatch(/^451 4\.7\.1 <\[hidden\]> is greylisted$/);
      expect(await waiting(store)).toEqual([]);
    });

    it('gives up what is put off for three days, and what is refused for good', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      await signUp(store, { ...wish, address: 'nobody@example.org' }, now);
      let attempts = 0;
      relay.script.rcpt = to => {
        if (to === reader) attempts += 1;
        return to === reader ? '451 4.3.0 later' : '550 5.1.1 nobody';
      };
      await settled(store, start(store));
      expect(attempts).toBe(11);
      expect(relay.taken).toEqual([]);
    });

    it('marks nothing while the relay is away, and says so without an address', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const told: string[] = [];
      relay.script.greeting = connection => (connection < 4 ? '421 4.3.2 not now' : '220 relay.test ESMTP');
      const outbox = start(store, { onTrouble: message => told.push(message) });
      await relay.whenTaken(1);
      await settled(store, outbox);
      expect(told.length).toBeGreaterThanOrEqual(3);
      expect(told.join()).not.toContain('reader');
    });

    it('sends again what a killed process had on the wire, once it has its lock', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const killed = await startSender(fresh.sourceOf(store), 'outbox');
      expect(await waiting(store)).toMatchObject([{ state: 'sending' }]);
      const [row] = await store.db.selectFrom('outbox').select('bytes').execute();
      const outbox = start(store);
      await kill(killed);
      await relay.whenTaken(1);
      await settled(store, outbox);
      expect(relay.taken[0]?.messageId).toContain(row?.bytes.toString('hex'));
      expect(await waiting(store)).toEqual([]);
    });

    it('takes back what it cuts off before the final dot, when it is stopped', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      relay.script.data = () => 'silent';
      const outbox = start(store);
      await expect.poll(() => relay.commands).toContain('DATA');
      stop.abort();
      await outbox.done;
      const rows = await store.db.selectFrom('outbox').select(['state', 'attempts', 'available_at']).execute();
      expect(rows).toEqual([{ state: 'deferred', attempts: 0, available_at: 0 }]);
    });

    it('is sent by one process at a time', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      for (let at = 0; at < 20; at += 1) await signUp(store, { ...wish, address: `reader${at}@example.org` }, now);
      const outboxes = [start(store), start(other)];
      await relay.whenTaken(20);
      await settled(store, ...outboxes);
      const everybody = relay.taken.flatMap(({ to }) => to);
      expect(new Set(everybody).size).toBe(20);
      expect(everybody).toHaveLength(20);
    });

    it('forgets who did not confirm, with a relay or without', async () => {
      const store = await fresh.store();
      await signUp(store, wish, new Date(now.getTime() - 8 * 24 * 60 * 60 * 1000));
      const outbox = start(store, { settings: undefined });
      while ((await findByAddress(store, reader)) !== undefined) await new Promise(resolve => setImmediate(resolve));
      await settled(store, outbox);
    });

    it('takes the bytes of who was forgotten out of the log by itself when its last reader has gone', async ({
      skip,
    }) => {
      if (fresh.kind !== 'sqlite') skip('PostgreSQL overwrites in its own time');
      const store = await fresh.store();
      await addSubscriber(store, person(reader), now);
      const ref = (await findByAddress(store, reader))?.ref ?? Buffer.alloc(16);
      const other = await fresh.again(store);
      let outbox: Outbox | undefined;
      let moment = now.getTime();
      const clock = {
        now: () => new Date(moment),
        wait: async (ms: number) => {
          await new Promise(resolve => setImmediate(resolve));
          moment += ms;
        },
      };
      await other.db
        .transaction()
        .setAccessMode('read only')
        .execute(async reading => {
          await reading.selectFrom('subscribers').selectAll().execute();
          await forget(store, ref, { keepHash: false, now });
          expect(store.owesScrub()).toBe(true);
          outbox = start(store, { settings: undefined, clock });
          while (moment < now.getTime() + 30_000) await new Promise(resolve => setImmediate(resolve));
          expect(store.owesScrub()).toBe(true);
        });
      // How long that is by this clock says nothing: it jumps over each pause while the disk takes its own time.
      while (store.owesScrub()) await new Promise(resolve => setImmediate(resolve));
      stop.abort();
      await outbox?.done;
    });
  });
});
