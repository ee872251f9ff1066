import { expect, it } from 'vitest';
import { census } from '#store/audience.ts';
import { countOldDeliveries } from '#store/delivery-counts.ts';
import type { DeliveryState } from '#store/delivery-state.ts';
import { freezeMailing } from '#store/freeze.ts';
import { lastMailedVariant } from '#store/last-mailed.ts';
import { mailedVariants } from '#store/mailed-variants.ts';
import { mailingHeading, sendCommand } from '#store/mailing-id.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, variantFor } from './people.ts';

const correction = `${issue}/correction-1`;

/** The issue to `en` and `be`, which readers take in turn, ended with one delivery for each of these states. */
async function mailed(store: Store, states: readonly DeliveryState[]): Promise<readonly number[]> {
  await addReaders(store, states.length, ['en', 'be']);
  await approve(store, ['en', 'be']);
  for (const [at, state] of states.entries()) {
    await store.db
      .updateTable('deliveries')
      .set({ state })
      .where('id', '=', at + 1)
      .execute();
  }
  await store.db.updateTable('mailings').set({ state: 'sent', finished_at: now.getTime() }).execute();
  return (await mailedVariants(store, issue)).map(({ id }) => id);
}

function follow(store: Store, variants: readonly number[], missed: readonly string[] = []) {
  return freezeMailing(store, {
    ...{ issue: correction, kind: 'correction', now, receivers: { issue, variants, missed } },
    variants: ['en', 'be'].map(list => variantFor(list)),
  });
}

onBothDatabases(fresh => {
  it('what follows an issue has a delivery for everybody whose own is sent or uncertain, and for nobody else', async () => {
    const store = await fresh.store();
    const variants = await mailed(store, [
      'sent',
      'uncertain',
      'failed',
      'cancelled',
      'sent',
      'sent',
      'sent',
      'failed',
    ]);
    await store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).where('id', '=', 5).execute();
    await store.db.updateTable('subscribers').set({ list: 'en' }).where('id', '=', 6).execute();
    const mailing = await follow(store, variants);
    expect(mailing).toMatchObject({ kind: 'correction', parent: issue, recipients: 4, excluded: { unsubscribed: 1 } });
    const rows = await store.db
      .selectFrom('deliveries')
      .select(['subscriber_id', 'list', 'state'])
      .where('mailing_id', '=', mailing.id)
      .orderBy('subscriber_id')
      .execute();
    // The sixth moved to another list after the issue, which came by `be`.
    expect(rows).toEqual(
      [
        [1, 'en'],
        [2, 'be'],
        [6, 'be'],
        [7, 'en'],
      ].map(([subscriber_id, list]) => ({ subscriber_id, list, state: 'queued' })),
    );
    const { counts, recipients } = await mailingStatus(store, correction);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(recipients);
    expect((await listMailings(store)).map(one => one.issue)).toEqual([correction, issue]);
  });

  it('a list that had no mail has a delivery for those who did not get the issue by another', async () => {
    const store = await fresh.store();
    await addReaders(store, 6, ['en', 'be']);
    await approve(store, ['be']);
    await store.db.updateTable('deliveries').set({ state: 'sent' }).execute();
    await store.db.updateTable('mailings').set({ state: 'sent', finished_at: now.getTime() }).execute();
    await store.db.updateTable('subscribers').set({ list: 'en' }).where('id', '=', 2).execute();
    const rows = await census(store.db, {
      issue: correction,
      at: now,
      receivers: { issue, variants: [], missed: ['en'] },
    });
    expect(rows).toMatchObject([{ list: 'en', form: 'normal', count: 3 }]);
    expect(await follow(store, [], ['en'])).toMatchObject({ recipients: 3, excluded: {} });
  });

  it('of no variant and no list nobody is a receiver', async () => {
    const store = await fresh.store();
    await mailed(store, ['sent', 'sent']);
    expect(await follow(store, [])).toMatchObject({ recipients: 0, excluded: {} });
  });

  it('is refused while the issue goes out, while it has no mailing, and when its receivers are counts', async () => {
    const store = await fresh.store();
    await expect(follow(store, [1])).rejects.toMatchObject({ code: 'not-mailed' });
    const variants = await mailed(store, ['sent', 'queued']);
    await store.db.updateTable('mailings').set({ state: 'paused' }).execute();
    await expect(follow(store, variants)).rejects.toMatchObject({ code: 'still-going-out' });
    await store.db.updateTable('mailings').set({ state: 'cancelled' }).execute();
    await store.db.updateTable('deliveries').set({ state: 'sending', worker: 1 }).where('id', '=', 2).execute();
    await expect(follow(store, variants)).rejects.toMatchObject({ code: 'still-on-the-wire' });
    await store.db.updateTable('deliveries').set({ state: 'sent', worker: null }).execute();
    await store.db.updateTable('mailings').set({ state: 'sent' }).execute();
    await countOldDeliveries(store, later(91 * 24 * 60 * 60 * 1000));
    await expect(follow(store, variants)).rejects.toMatchObject({ code: 'receivers-forgotten' });
    expect((await listMailings(store)).map(one => one.issue)).toEqual([issue]);
  });

  it('a newcomer is welcomed with the last issue, not with a letter or what followed an issue', async () => {
    const store = await fresh.store();
    const variants = await mailed(store, ['sent', 'sent']);
    const welcome = await lastMailedVariant(store, { list: 'en', form: 'normal' });
    expect(variants).toContain(welcome);
    await follow(store, variants);
    const id = 'letters/2024-05-01-blocked';
    await freezeMailing(store, { issue: id, kind: 'letter', variants: [variantFor('en')], now });
    await store.db.updateTable('mailings').set({ state: 'sent' }).execute();
    expect(await lastMailedVariant(store, { list: 'en', form: 'normal' })).toBe(welcome);
  });
});

it.each([
  ['2024-04-15', 'Issue 2024-04-15', 'npx vesnik send 2024-04-15'],
  [
    '2024-04-15-extra/correction-2',
    'Correction 2 to the issue 2024-04-15-extra',
    'npx vesnik send 2024-04-15-extra --correction',
  ],
  ['2024-04-15/translation-1', 'Translation 1 of the issue 2024-04-15', 'npx vesnik send 2024-04-15 --translation'],
  ['letters/2024-05-01-blocked', 'Letter 2024-05-01-blocked', 'npx vesnik send letters/2024-05-01-blocked'],
  ['letters/correction-1', 'Letter correction-1', 'npx vesnik send letters/correction-1'],
  ['2024-04-15/correction-01', 'Issue 2024-04-15/correction-01', 'npx vesnik send 2024-04-15/correction-01'],
])('the id %s is said as “%s” and mailed by `%s`', (id, heading, command) => {
  expect(mailingHeading(id)).toBe(heading);
  expect(sendCommand(id)).toBe(command);
});
