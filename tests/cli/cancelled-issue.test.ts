import { expect, test } from 'vitest';
import { onBothDatabases, readers } from './aftermath.ts';

const { ana, bela, boris, rita, roman } = readers;

onBothDatabases(open => {
  test('after a cancel the issue reaches only those who neither got it nor may have got it', async () => {
    const { issue, relay, send, sendHalf, vesnik, taken } = await open();
    // Ana has no answer after the dot, Bela is put off when the sender is stopped.
    relay.script.message = ({ to }) => (to[0] === ana ? 'drop' : undefined);
    expect((await sendHalf([issue], { without: bela, mailed: 4 })).code).toBe(3);
    delete relay.script.message;
    expect([...(await taken()).keys()].sort()).toEqual([ana, boris, rita, roman].sort());
    const cancelled = await vesnik(['cancel', issue, '--yes', '--json']);
    expect(JSON.parse(cancelled.out)).toMatchObject({ counts: { sent: 3, uncertain: 1, cancelled: 1 } });

    const rehearsal = await send(issue, '--dry-run');
    expect(rehearsal.out).toContain(`Before sending ${issue}: 2 commentaries, 1 recipient`);
    expect(rehearsal.out).toContain('Not mailed: 4 had it already.');
    const again = await send(issue);
    expect(again.code).toBe(0);
    expect(again.out).toContain(`Issue ${issue}: sent. 1 recipient.`);
    expect([...(await taken()).keys()]).toEqual([bela]);
    const { out } = await vesnik(['status', issue, '--json']);
    expect(JSON.parse(out)).toMatchObject({ state: 'sent', recipients: 1, excluded: { alreadyMailed: 4 } });
    const page = await vesnik(['status', issue, '--html', '--language', 'be']);
    expect(page.out).toMatch(/скасавалі[^<]*адпраўлена 3, магло дайсці 1/u);
    expect((await send(issue)).err).toContain('has been mailed');
  });

  test('what was changed in between is in the later mail only, and its correction in that of the others', async () => {
    const { issue, send, sendHalf, correct, taken, done } = await open();
    await sendHalf([issue], { without: rita, mailed: 4 });
    await done(['cancel', issue, '--yes']);
    await correct('first.ru', 'Было «10», правильно «12».');
    await taken();
    await send(issue);
    const mails = await taken();
    expect([...mails.keys()]).toEqual([rita]);
    expect(mails.get(rita)?.text).toContain('правильно «12»');
    const corrected = await send(issue, '--correction');
    expect(corrected.out).toContain('1 recipient');
    expect([...(await taken()).keys()]).toEqual([roman]);
  });

  test('where all who are left have it, nobody is mailed, and it says so', async () => {
    const { issue, send, sendHalf, taken, done } = await open();
    await sendHalf([issue], { without: rita, mailed: 4 });
    expect((await taken()).size).toBe(4);
    await done(['cancel', issue, '--yes']);
    await done(['subscribers', 'unsubscribe', rita]);
    const { code, err } = await send(issue);
    expect(code).toBe(1);
    expect(err).toContain('nobody left to mail: 4 had it already, or may have. Nothing was approved.');
    expect((await taken()).size).toBe(0);
  });

  test('cancelled before anybody got it, it goes to everybody', async () => {
    const { issue, send, taken, done } = await open();
    await send(issue, '--at', '2094-04-22T09:00');
    await done(['cancel', issue, '--yes']);
    expect((await send(issue)).out).toContain('5 recipients');
    expect([...(await taken()).keys()].sort()).toEqual([ana, bela, boris, rita, roman].sort());
  });

  test('the cancelled mailing stays in sight when the issue is mailed anew, and who may have it is repeated only when asked', async () => {
    const { issue, relay, send, sendHalf, vesnik, done, taken } = await open();
    relay.script.message = ({ to }) => (to[0] === ana ? 'drop' : undefined);
    await sendHalf([issue], { without: bela, mailed: 4 });
    delete relay.script.message;
    await taken();
    await done(['cancel', issue, '--yes']);
    expect(await done(['status', issue])).toContain(`npx vesnik send ${issue}, then npx vesnik resume ${issue}`);
    const uncertain = JSON.parse(await done(['status', issue, '--deliveries', 'uncertain', '--json']));
    expect(uncertain).toHaveLength(1);

    await send(issue);
    expect([...(await taken()).keys()]).toEqual([bela]);
    const now = await done(['status', issue]);
    expect(now).toMatch(
      /Before it, approved on \S+ and cancelled: 5 recipients, 3 sent, 1 may have arrived, 1 cancelled\./u,
    );
    expect(now).toContain('1 may have arrived and were not repeated');
    expect(JSON.parse(await done(['status', issue, '--json']))).toMatchObject({
      ...{ recipients: 1, counts: { sent: 1 } },
      earlier: [{ state: 'cancelled', recipients: 5, counts: { sent: 3, uncertain: 1, cancelled: 1 } }],
    });
    expect(JSON.parse(await done(['status', issue, '--deliveries', 'uncertain', '--json']))).toEqual(uncertain);
    expect(await done(['status'])).toMatch(/sent +1 +1\n.*cancelled +5 +3\n/u);

    expect((await vesnik(['resume', issue])).code).toBe(0);
    expect((await taken()).size).toBe(0);
    const again = await vesnik(['resume', issue, '--retry-uncertain']);
    expect(again.code).toBe(0);
    const mails = await taken();
    expect([...mails.keys()]).toEqual([ana]);
    expect(mails.get(ana)?.messageId).toBe(uncertain[0].messageId);
    const after = JSON.parse(await done(['status', issue, '--json']));
    expect(after).toMatchObject({ recipients: 2, counts: { sent: 2 }, excluded: { alreadyMailed: 3 } });
    expect(after.earlier).toMatchObject([{ recipients: 4, counts: { sent: 3, uncertain: 0, cancelled: 1 } }]);
  });

  test('what waited to be repeated when it was cancelled may have arrived still, so that a third mailing leaves it out', async () => {
    const { issue, relay, send, sendHalf, vesnik, done, taken } = await open();
    relay.script.message = ({ to }) => (to[0] === ana ? 'drop' : undefined);
    await sendHalf([issue], { without: bela, mailed: 4 });
    delete relay.script.message;
    await taken();
    await done(['pause', issue]);
    const stopped = AbortSignal.abort();
    await vesnik(['resume', issue, '--retry-uncertain'], { signal: stopped });
    expect((await taken()).size).toBe(0);
    await done(['cancel', issue, '--yes']);
    await send(issue);
    expect([...(await taken()).keys()]).toEqual([bela]);
  });
});
