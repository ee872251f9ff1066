import { expect, test } from 'vitest';
import { writeNotices } from '#store/notice.ts';
import { takeOutboxMail } from '#store/outbox.ts';
import { deferOutboxMail, dropOutboxMail } from '#store/outbox-endings.ts';
import { outboxState } from '#store/outbox-state.ts';
import { signUp } from '#store/sign-up.ts';
import { keepUp } from '#store/upkeep.ts';
import { later, now, onBothDatabases } from './both-databases.ts';

onBothDatabases(fresh => {
  test('the outbox says how many mails wait, how many were put off, and since when', async () => {
    const store = await fresh.store();
    expect(await outboxState(store)).toEqual({ waiting: 0, putOff: 0, oldest: undefined });
    await writeNotices(store.db, { facts: { about: 'worker', issue: '2024-04-15' }, to: [Buffer.alloc(32)], now });
    expect(await outboxState(store)).toEqual({ waiting: 0, putOff: 0, oldest: undefined });
    await signUp(store, { address: 'a@example.org', list: 'en', source: 'form' }, now);
    await signUp(store, { address: 'b@example.org', list: 'en', source: 'form' }, later(5));
    expect(await outboxState(store)).toEqual({ waiting: 2, putOff: 0, oldest: now });
    const mail = await takeOutboxMail(store, later(6), 'readers');
    await deferOutboxMail(store, mail?.id ?? 0, { answer: '451', nextAttempt: later(60_000), now: later(7) });
    expect(await outboxState(store)).toEqual({ waiting: 2, putOff: 1, oldest: now });
    await dropOutboxMail(store, mail?.id ?? 0);
    expect(await outboxState(store)).toEqual({ waiting: 1, putOff: 0, oldest: later(5) });
  });

  test('a mail that was put off while the clock was a month ahead goes once the clock is right', async () => {
    const store = await fresh.store();
    const month = 30 * 86_400_000;
    await signUp(store, { address: 'a@example.org', list: 'en', source: 'form' }, now);
    await signUp(store, { address: 'b@example.org', list: 'en', source: 'form' }, now);
    const [ahead, usual] = [await takeOutboxMail(store, now), await takeOutboxMail(store, now)];
    const putOff = { answer: '451', now };
    await deferOutboxMail(store, ahead?.id ?? 0, { ...putOff, nextAttempt: later(month + 60_000) });
    await deferOutboxMail(store, usual?.id ?? 0, { ...putOff, nextAttempt: later(60_000) });
    await keepUp(store, later(10_000), new AbortController().signal);
    const next = await takeOutboxMail(store, later(10_000));
    expect(next).toMatchObject({ id: ahead?.id, attempts: 2 });
    expect(await takeOutboxMail(store, later(10_000))).toBeUndefined();
  });
});
