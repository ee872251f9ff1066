import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it, test } from 'vitest';
import { readNewsletter } from '#cli/newsletter-file.ts';
import { readSettings } from '#cli/settings.ts';
import { mailingStanding, type Standing } from '#cli/standing.ts';
import { cameBackReport, outboxReport, standingReport } from '#cli/standing-report.ts';
import { statusPage } from '#cli/status-page.ts';
import { languages } from '#i18n/languages.ts';
import { noteBounce } from '#store/bounce-notes.ts';
import { bouncedDelivery } from '#store/bounces.ts';
import { countOldDeliveries } from '#store/delivery-counts.ts';
import { noDeliveries } from '#store/delivery-state.ts';
import { freezeMailing } from '#store/freeze.ts';
import { pauseMailing } from '#store/mailing-control.ts';
import { mailingDetail } from '#store/mailing-detail.ts';
import { writeNotices } from '#store/notice.ts';
import type { Store } from '#store/open.ts';
import { beatSender } from '#store/sender-beat.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { signUp } from '#store/sign-up.ts';
import { type MailingStatus, mailingStatus } from '#store/status.ts';
import { closeTrouble, openTrouble } from '#store/troubles.ts';
import { openBrowser } from '../browser/browser.ts';
import { later, now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue, variantFor } from '../store/people.ts';

const minute = 60_000;
const standing = async (store: Store, at: Date) => mailingStanding(store, await mailingStatus(store, issue), at);

onBothDatabases(fresh => {
  describe('how a mailing stands', () => {
    it('says that no worker runs, for how long none was seen, and nothing of it where one beats or nothing waits', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      expect(await standing(store, now)).toEqual({ troubles: [], noWorkerForMinutes: null });
      const sender = await acquireSender(store, { now, host: 'here', pid: 1 });
      await beatSender(store, sender.id, now);
      expect(await standing(store, later(minute))).toEqual({ troubles: [] });
      expect(await standing(store, later(23 * minute))).toEqual({ troubles: [], noWorkerForMinutes: 23 });
      await sender.release(now);
      await pauseMailing(store, issue);
      expect(await standing(store, now)).toEqual({ troubles: [] });
    });

    it('says of one that is scheduled that nobody is there to begin it', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await freezeMailing(store, { issue, variants: [variantFor('en')], due: later(86_400_000), now });
      expect(await standing(store, now)).toEqual({ troubles: [], noWorkerForMinutes: null });
    });

    it('says what keeps it, since when, with its pages and the relay’s words, until that is over', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      const { id } = await approve(store);
      const common = { mailing: id, to: [], now } as const;
      const missing = ['https://example.org/be/'];
      const pages = { about: 'pages', issue, missing, more: 2 } as const;
      await openTrouble(store, {
        ...common,
        kind: 'pages',
        facts: { ...pages, missing: ['https://example.org/old/'] },
      });
      await openTrouble(store, { ...common, now: later(minute), kind: 'pages', facts: { ...pages, missing } });
      const words = 'The relay cannot be reached.';
      await openTrouble(store, { ...common, kind: 'relay', facts: { about: 'relay', issue, words } });
      const found = await standing(store, later(2 * minute));
      expect(found.troubles).toEqual([
        { kind: 'pages', since: now.toISOString(), missing, more: 2 },
        { kind: 'relay', since: now.toISOString(), words },
      ]);
      const lines = standingReport(issue, found).join('\n');
      expect(lines).toContain('pages that cannot be opened:\n  https://example.org/be/\n  and 2 more addresses');
      expect(lines).toContain(`npx vesnik resume ${issue}`);
      expect(lines).toContain(`: ${words}`);
      await closeTrouble(store, { ...common, kind: 'relay', facts: { about: 'relay-over', issue } }, minute);
      expect((await standing(store, now)).troubles).toHaveLength(1);
    });

    it('says that mails to single people are stuck, once they have waited for a quarter of an hour', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      await signUp(store, { address: 'new@example.org', list: 'en', source: 'form' }, now);
      await writeNotices(store.db, { facts: { about: 'worker', issue }, to: [Buffer.alloc(32)], now });
      expect((await standing(store, later(15 * minute))).outbox).toBeUndefined();
      const { outbox } = await standing(store, later(200 * minute));
      expect(outbox).toEqual({ readers: 1, notices: 1, minutes: 200 });
      expect(outboxReport(outbox === undefined ? {} : { outbox })).toEqual([
        'Beside mailings 1 confirmation or welcome and 1 notice wait, the oldest for 3 hours: npx vesnik doctor says why.',
      ]);
    });

    it('says what came back later by reason, also once the deliveries have become counts', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      const { id } = await approve(store);
      await store.db.updateTable('deliveries').set({ state: 'sent', attempted_at: now.getTime() }).execute();
      await store.db.updateTable('mailings').set({ state: 'sent', finished_at: now.getTime() }).execute();
      const rows = await store.db.selectFrom('deliveries').select('bytes').where('mailing_id', '=', id).execute();
      for (const [at, { bytes }] of rows.entries()) {
        const delivery = await bouncedDelivery(store, { bytes });
        if (delivery === undefined) throw new Error('no delivery');
        const reason = at === 0 ? 'full' : 'unknown-user';
        await noteBounce(store, { delivery, verdict: at === 0 ? 'strike' : 'remove', reason, words: '', now });
      }
      const expected = [
        { reason: 'unknown-user', count: 2 },
        { reason: 'full', count: 1 },
      ];
      const before = await mailingDetail(store, issue);
      expect(before.cameBack).toEqual(expected);
      expect(cameBackReport(before)).toEqual(['Came back later: 2 no such mailbox, 1 the mailbox is full.']);
      await countOldDeliveries(store, later(100 * 86_400_000));
      expect((await mailingDetail(store, issue)).cameBack).toEqual(expected);
    });
  });
});

describe('the page of a mailing that is in trouble', async () => {
  const { lists } = await readNewsletter(readSettings({}));
  const counts = { ...noDeliveries(), sent: 1200, failed: 212, queued: 34 };
  const status: MailingStatus = {
    ...{ issue, state: 'paused', recipients: 1446, excluded: {}, counts, byList: { be: counts } },
    held: { tried: 1412, refused: 212, unknown: 2, answers: ['554 5.7.1 <spam> & more'] },
  };
  const troubles: Standing['troubles'] = [
    { kind: 'pages', since: now.toISOString(), missing: ['https://example.org/be/<b>'], more: 3 },
    { kind: 'relay', since: now.toISOString(), words: 'The relay cannot be reached.' },
    { kind: 'worker', since: now.toISOString() },
  ];
  const bad: Standing = { troubles, noWorkerForMinutes: 23, outbox: { readers: 2, notices: 1, minutes: 90 } };
  const cameBack = [
    { reason: 'unknown-user', count: 1234 },
    { reason: 'complaint', count: 2 },
    { reason: 'of-a-later-version', count: 1 },
  ];
  const pageIn = (language: (typeof languages)[number], of: Standing = bad): string =>
    statusPage({
      ...{ status, standing: of, detail: { byProvider: {}, reasons: [], cameBack } },
      ...{ language, lists, timezone: 'Europe/Minsk', now: later(100 * minute) },
    });

  test.each(languages)(
    'in %s says what it waits for and why it paused, is valid, and has no accessibility fault',
    async language => {
      const page = pageIn(language);
      const { results } = await new HtmlValidate({ extends: ['html-validate:recommended'] }).validateString(page);
      expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
      expect(page).toContain('https://example.org/be/&lt;b&gt;');
      expect(page).toContain('554 5.7.1 &lt;spam&gt; &amp; more');
      expect(page).toContain(language === 'en' ? '1,446' : '1\u00a0446');
      expect(page).toContain(language === 'en' ? '<dt>1,234</dt>' : '<dt>1\u00a0234</dt>');
      expect(page).not.toMatch(/undefined|\{\{|report\.|notices\./u);
      const browser = await openBrowser();
      try {
        const shown = await browser.newPage({ viewport: { width: 320, height: 700 } });
        await shown.setContent(page);
        expect(await shown.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
        await shown.evaluate(axe.source);
        expect(await shown.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );

  test('is without that section where all is well', () => {
    const { held: _held, ...well } = status;
    const page = statusPage({
      ...{ status: well, standing: { troubles: [] }, detail: { byProvider: {}, reasons: [], cameBack: [] } },
      ...{ language: 'en', lists, timezone: 'Europe/Minsk', now },
    });
    expect(page).not.toContain('class="trouble"');
    expect(page).not.toContain('What came back later');
  });
});
