import { describe, expect, it } from 'vitest';
import { isTooMany } from '#delivery/refusal-watch.ts';
import { resumeMailing } from '#store/mailing-control.ts';
import { findMailing } from '#store/mailings.ts';
import { noticeRecipients } from '#store/notice.ts';
import { hasOutboxMail, takeOutboxMail } from '#store/outbox.ts';
import { mailingStatus } from '#store/status.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { run } from './run.ts';

describe('too many refusals', () => {
  it.each([
    [{ tried: 49, refused: 49, unknown: 0 }, false],
    [{ tried: 100, refused: 9, unknown: 0 }, false],
    [{ tried: 100, refused: 10, unknown: 0 }, true],
    [{ tried: 100, refused: 19, unknown: 19 }, false],
    [{ tried: 100, refused: 20, unknown: 20 }, true],
  ])('%j: %s', (tally, expected) => {
    expect(isTooMany(tally, 0.1)).toBe(expected);
    expect(isTooMany(tally, 0)).toBe(false);
  });
});

onBothDatabases(fresh => {
  describe('a mailing of which too many are refused', () => {
    it('pauses, says why without an address, once, and goes on when a person lets it', async () => {
      const [relay, store] = [await startRelay(), await fresh.store()];
      await addReaders(store, 200);
      await approve(store);
      let attempts = 0;
      relay.script.message = () => {
        attempts += 1;
        return attempts % 4 === 0 ? '554 5.7.1 rejected as spam' : undefined;
      };
      const options = { settings: { pauseShare: 0.1 }, notify: noticeRecipients(store, ['editor@example.org']) };
      await run(store, relay, options);
      const { state, held, counts } = await mailingStatus(store, issue);
      expect(state).toBe('paused');
      expect(counts.queued).toBeGreaterThan(100);
      // What was on the wire at that moment, twice the connections at most, still ended as it ended.
      const late = counts.sent + counts.failed - (held?.tried ?? 0);
      expect([late >= 0, late <= 6]).toEqual([true, true]);
      expect(held?.answers[0]).toContain('554 5.7.1');
      const notice = await takeOutboxMail(store, now);
      expect(notice).toMatchObject({ kind: 'notice', facts: { about: 'refusals', issue } });
      expect(JSON.stringify(notice)).not.toContain('@');
      expect(await hasOutboxMail(store, now)).toBe(false);
      delete relay.script.message;
      await resumeMailing(store, issue, now);
      expect((await findMailing(store, issue))?.held).toBeUndefined();
      await run(store, relay, options);
      await relay.stop();
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sent', counts: { queued: 0, deferred: 0 } });
    });

    it('pauses too when the relay lets nobody through', async () => {
      const [relay, store] = [await startRelay({ rcpt: () => '550 5.7.1 relay access denied' }), await fresh.store()];
      await addReaders(store, 40);
      await approve(store);
      await expect(run(store, relay, { settings: { pauseShare: 0.1 } })).rejects.toMatchObject({
        code: 'relay-refuses-everybody',
      });
      await relay.stop();
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'paused', held: { unknown: 0 } });
    });

    it.each([
      [0.3, 'sent'],
      [0, 'sent'],
      [0.2, 'paused'],
    ])('with a share of %d is %s where a quarter is refused', async (pauseShare, state) => {
      const [relay, store] = [await startRelay(), await fresh.store()];
      await addReaders(store, 120);
      await approve(store);
      let attempts = 0;
      relay.script.message = () => {
        attempts += 1;
        return attempts % 4 === 0 ? '554 5.7.1 rejected as spam' : undefined;
      };
      await run(store, relay, { settings: { pauseShare } });
      await relay.stop();
      expect((await mailingStatus(store, issue)).state).toBe(state);
    });
  });
});
