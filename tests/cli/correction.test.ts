import { expect, test } from 'vitest';
import { dayAfter, onBothDatabases, piece, readers } from './aftermath.ts';

const { ana, bela, boris, rita, roman } = readers;

onBothDatabases(open => {
  test('corrections go to those who got the issue, each told what their mail had wrong, in the language they read it in', async () => {
    const { issue, send, correct, taken, done } = await open();
    expect((await send(issue)).code).toBe(0);
    expect([...(await taken()).keys()].sort()).toEqual([ana, bela, boris, rita, roman].sort());
    await done(['subscribers', 'add', 'newcomer@example.org', '--list', 'be']);
    await done(['subscribers', 'unsubscribe', bela]);
    await correct('second.be', 'Было «10», правільна «12».');
    const rehearsal = await send(issue, '--correction', '--dry-run');
    expect(rehearsal.code).toBe(0);
    expect(rehearsal.out).toContain(`Before sending ${issue}/correction-1: 1 correction, 3 recipients`);
    expect(rehearsal.out).toContain('Not mailed: 1 unsubscribed.');
    expect(rehearsal.out).toContain('Было «10», правільна «12».');
    expect((await taken()).size).toBe(0);

    const sent = await send(issue, '--correction');
    expect(sent.code).toBe(0);
    expect(sent.out).toContain(`Correction 1 to the issue ${issue}: sent. 3 recipients.`);
    const mails = await taken();
    // English had no second piece; Rita and Roman have read it in Belarusian.
    expect([...mails.keys()].sort()).toEqual([boris, rita, roman].sort());
    expect(mails.get(boris)).toMatchObject({ subject: 'Выпраўленне: Другі матэрыял пра суды' });
    expect(mails.get(boris)?.html).toBeUndefined();
    expect(mails.get(boris)?.text).toContain('Было «10», правільна «12».');
    expect(mails.get(rita)?.subject).toMatch(/^Исправление: Weekly/u);
    expect(mails.get(rita)?.html).toMatch(/<p lang="be"[^>]*>[\s\S]*Было «10»/u);
    expect(mails.get(roman)?.subject).not.toMatch(/Исправление|Weekly/u);
  });

  test('each is told a correction once: the next mail has only what came since', async () => {
    const { issue, send, correct, taken, vesnik } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Первая.');
    expect((await send(issue, '--correction')).code).toBe(0);
    await taken();
    const again = await send(issue, '--correction');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('has been told all its corrections');
    await correct('first.ru', 'Первая.', 'Вторая.');
    await correct('first.en', 'Only in English.');
    const second = await send(issue, '--correction');
    expect(second.out).toContain(`Correction 2 to the issue ${issue}: sent. 3 recipients.`);
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([ana, rita, roman].sort());
    expect(mails.get(rita)?.text).toContain('Вторая.');
    expect(mails.get(rita)?.text).not.toContain('Первая.');
    expect(mails.get(ana)?.text).toContain('Only in English.');
    const { out } = await vesnik(['status']);
    expect(out).toMatch(/correction-2 +sent +3 +3\n.*correction-1 +sent +2 +2\n/u);
    expect((await vesnik(['status', `${issue}/correction-2`])).out).toContain('Correction 2 to the issue');
    const page = await vesnik(['status', `${issue}/correction-2`, '--html', '--language', 'be']);
    expect(page.out).toContain(`<h1>Як разышлося выпраўленне 2 да выпуску ${issue}</h1>`);
  });

  test('a piece that was given another name since is known by its former one', async () => {
    const { issue, send, correct, taken, write, remove } = await open();
    await send(issue);
    await taken();
    await correct('second.be', 'Першае.');
    await send(issue, '--correction');
    await taken();
    await remove(`issues/${issue}/second.be.mdx`);
    const renamed = (texts: string) =>
      piece(issue, 'be', 'Другі матэрыял пра суды', `aliases: [${issue}/second]\ncorrections: [${texts}]`);
    const first = '{ date: 2026-01-15, text: Першае. }';
    await write(`issues/${issue}/courts.be.mdx`, renamed(first));
    expect((await send(issue, '--correction')).err).toContain('has been told all its corrections');
    await write(`issues/${issue}/courts.be.mdx`, renamed(`${first}, { date: 2026-01-16, text: Другое. }`));
    expect((await send(issue, '--correction')).code).toBe(0);
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([bela, boris, rita, roman].sort());
    expect(mails.get(bela)?.text).toContain('Другое.');
    expect(mails.get(bela)?.text).not.toContain('Першае.');
  });

  test('whoever may have got the issue is told too, and whom the relay refused is not', async () => {
    const { issue, relay, send, correct, taken } = await open({
      rcpt: to => (to === rita ? '550 5.1.1 nobody here' : undefined),
      message: ({ to }) => (to[0] === roman ? 'drop' : undefined),
    });
    const sent = await send(issue);
    expect(sent.code).toBe(3);
    expect(sent.out).toContain('1 may have arrived');
    delete relay.script.rcpt;
    delete relay.script.message;
    await taken();
    await correct('first.ru', 'Было «10», правильно «12».');
    const corrected = await send(issue, '--correction', '--json');
    expect(JSON.parse(corrected.out)).toMatchObject({
      recipients: 1,
      counts: { sent: 1 },
      byList: { ru: { sent: 1 } },
    });
    expect([...(await taken()).keys()]).toEqual([roman]);
  });

  test('who changed lists since is told in the language in which they got the issue', async () => {
    const { issue, send, correct, taken, vesnik } = await open();
    await send(issue);
    await taken();
    expect((await vesnik(['subscribers', 'move', rita, '--list', 'en'])).code).toBe(0);
    await correct('first.ru', 'Было «10», правильно «12».');
    await correct('first.en', 'It was 12.');
    await send(issue, '--correction');
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([ana, rita, roman].sort());
    expect(mails.get(rita)?.text).toContain('правильно «12»');
    expect(mails.get(rita)?.headers.find(({ key }) => key === 'list-id')?.value).toContain('<ru.');
  });

  test('a correction that was cancelled on its way goes on where it stopped', async () => {
    const { issue, send, sendHalf, correct, taken, done } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Было «10», правильно «12».');
    expect((await sendHalf([issue, '--correction'], { without: rita, mailed: 1 })).code).toBe(3);
    expect([...(await taken()).keys()]).toEqual([roman]);
    await done(['cancel', `${issue}/correction-1`, '--yes']);
    const again = await send(issue, '--correction');
    expect(again.out).toContain(`Correction 1 to the issue ${issue}: sent. 1 recipient.`);
    expect(again.out).toContain('1 had it already');
    expect([...(await taken()).keys()]).toEqual([rita]);
  });

  test('one that was cancelled on its way is finished before what was added since, so that nobody is told the same twice', async () => {
    const { issue, send, sendHalf, correct, taken, done } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Первая.');
    await sendHalf([issue, '--correction'], { without: rita, mailed: 1 });
    await done(['cancel', `${issue}/correction-1`, '--yes']);
    expect([...(await taken()).keys()]).toEqual([roman]);
    await correct('first.ru', 'Первая.', 'Вторая.');
    const rest = await send(issue, '--correction');
    expect(rest.out).toMatch(/told-in-part/u);
    expect(rest.out).toContain(`npx vesnik send ${issue} --correction`);
    expect(rest.out).toContain('Correction 1 to the issue');
    const first = await taken();
    expect([...first.keys()]).toEqual([rita]);
    expect(first.get(rita)?.text).toContain('Первая.');
    expect(first.get(rita)?.text).not.toContain('Вторая.');
    const added = await send(issue, '--correction');
    expect(added.out).toContain('Correction 2 to the issue');
    expect(added.out).not.toContain('told-in-part');
    const second = await taken();
    expect([...second.keys()].sort()).toEqual([rita, roman].sort());
    for (const { text } of second.values()) {
      expect(text).toContain('Вторая.');
      expect(text).not.toContain('Первая.');
    }
    expect((await send(issue, '--correction')).err).toContain('has been told all its corrections');
  });

  test('where whoever missed the cancelled one has left, the others are told what was added since and nothing else', async () => {
    const { issue, send, sendHalf, correct, taken, done } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Первая.');
    await sendHalf([issue, '--correction'], { without: rita, mailed: 1 });
    await done(['cancel', `${issue}/correction-1`, '--yes']);
    await taken();
    await done(['subscribers', 'unsubscribe', rita]);
    expect((await send(issue, '--correction')).err).toContain('has been told all its corrections');
    await correct('first.ru', 'Первая.', 'Вторая.');
    expect((await send(issue, '--correction')).out).toContain('Correction 2 to the issue');
    const mails = await taken();
    expect([...mails.keys()]).toEqual([roman]);
    expect(mails.get(roman)?.text).not.toContain('Первая.');
  });

  test('one whose text is another than that of the cancelled one is told to everybody', async () => {
    const { issue, send, sendHalf, correct, taken, done } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Первая.', 'Не то.');
    await sendHalf([issue, '--correction'], { without: rita, mailed: 1 });
    await done(['cancel', `${issue}/correction-1`, '--yes']);
    await taken();
    await correct('first.ru', 'Первая.', 'То.');
    const { out } = await send(issue, '--correction');
    expect(out).toMatch(/told-in-part[\s\S]*npx vesnik status \S+\/correction-1/u);
    expect(out).toContain('Correction 2 to the issue');
    expect([...(await taken()).keys()].sort()).toEqual([rita, roman].sort());
  });

  test('one that is scheduled waits for its time, then goes out by the worker to those who got the issue', async () => {
    const { issue, send, correct, taken, store, vesnik, relay, done } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Было «10», правильно «12».');
    const { code, out } = await send(issue, '--correction', '--at', '2094-04-22T09:00');
    expect(code).toBe(0);
    expect(out).toContain(`Correction 1 to the issue ${issue}: approved, goes out later. 2 recipients.`);
    expect(out).toContain('It is due on April 22, 2094, 09:00');
    expect((await send(issue, '--correction')).err).toContain('Nothing was approved');
    const { db } = await store();
    // Nobody serves its pages here, and its moment has come.
    await db
      .updateTable('mailings')
      .set({ due_at: Date.now() - 1000, waits_for_pages: 0 })
      .execute();
    const stop = new AbortController();
    const working = vesnik(['worker'], { signal: stop.signal });
    await relay.whenTaken(relay.taken.length + 2);
    stop.abort();
    expect((await working).code).toBe(0);
    expect([...(await taken()).keys()].sort()).toEqual([rita, roman].sort());
    const json = await done(['status', `${issue}/correction-1`, '--json']);
    expect(JSON.parse(json)).toMatchObject({ state: 'sent', counts: { sent: 2 } });
  });

  test('the next issue tells a correction only where it was not mailed by itself', async () => {
    const { issue, send, taken, write } = await open();
    const earlier = dayAfter(issue, -7);
    const noted = (...texts: readonly string[]) =>
      write(
        `issues/${earlier}/older.ru.mdx`,
        piece(
          ...([earlier, 'ru', 'Старый материал'] as const),
          `corrections: [${texts.map(text => `{ date: ${dayAfter(issue, 1)}, text: ${text} }`).join(', ')}]`,
        ),
      );
    await write(`issues/${earlier}/older.ru.mdx`, piece(earlier, 'ru', 'Старый материал'));
    expect((await send(earlier)).code).toBe(0);
    expect([...(await taken()).keys()].sort()).toEqual([rita, roman].sort());
    await noted('Сначала');
    expect((await send(earlier, '--correction')).code).toBe(0);
    await taken();
    await noted('Сначала', 'Потом');
    expect((await send(issue)).code).toBe(0);
    const text = (await taken()).get(rita)?.text;
    expect(text).toContain('Потом');
    expect(text).not.toContain('Сначала');
    // And what the issue has told is not mailed once more.
    expect((await send(earlier, '--correction')).err).toContain('has been told all its corrections');
  });

  test('is refused with the reason and what to do, and approves nothing', async () => {
    const { issue, send, correct, vesnik, relay, done } = await open();
    const refusals = [
      { argv: ['--correction'], code: 1, words: [`no mailing of the issue ${issue}`, `npx vesnik send ${issue}`] },
      { argv: ['--correction', '--translation'], code: 2, words: ['two mails'] },
      { argv: ['--correction', '--list', 'ru'], code: 2, words: ['--translation', 'lists: [be]'] },
    ];
    for (const { argv, code, words } of refusals) {
      const ended = await send(issue, ...argv);
      expect(ended).toMatchObject({ code, out: '' });
      for (const word of words) expect(ended.err).toContain(word);
    }
    const byId = await send(`${issue}/correction-1`);
    expect(byId).toMatchObject({ code: 2, out: '' });
    expect(byId.err).toContain(`npx vesnik send ${issue} --correction`);
    expect((await send('2020-01-06', '--correction')).err).toContain('There is no issue');
    await send(issue, '--at', '2094-04-22T09:00');
    await correct('first.ru', 'Было «10», правильно «12».');
    expect((await send(issue, '--correction')).err).toContain('still going out (scheduled)');
    await done(['cancel', issue, '--yes']);
    // It was cancelled before anybody got it.
    const nobody = await send(issue, '--correction');
    expect(nobody).toMatchObject({ code: 1 });
    expect(nobody.err).toContain('nobody who is subscribed now got the mail');
    expect(nobody.err).toContain(`npx vesnik status ${issue}`);
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['status'])).out).not.toContain('correction');
  });

  test('of an issue that an earlier version mailed it is not known who had what, and a letter is offered instead', async () => {
    const { issue, send, correct, store, relay } = await open();
    await send(issue);
    const { db } = await store();
    await db.updateTable('variants').set({ held: null }).execute();
    await correct('first.ru', 'Было «10», правильно «12».');
    const { code, err } = await send(issue, '--correction');
    expect(code).toBe(1);
    expect(err).toContain('by an earlier version of Vesnik');
    expect(err).toContain('npx vesnik new --letter');
    expect(relay.taken).toHaveLength(5);
  });

  test('none written: says where it belongs', async () => {
    const { issue, send } = await open();
    await send(issue);
    const { code, err } = await send(issue, '--correction');
    expect(code).toBe(1);
    expect(err).toContain(`no file in content/issues/${issue} has \`corrections\``);
    expect(err).toContain('corrections: [{ date: 2024-04-25');
  });

  test('a test of it goes to its one address and counts for nothing', async () => {
    const { issue, send, correct, taken, vesnik } = await open();
    await send(issue);
    await taken();
    await correct('first.ru', 'Было «10», правильно «12».');
    const test = ['send', issue, '--correction', '--to', 'editor@example.com', '--list'];
    expect((await vesnik([...test, 'ru'])).code).toBe(0);
    const mails = await taken();
    expect([...mails.keys()]).toEqual(['editor@example.com']);
    expect(mails.get('editor@example.com')?.subject).toBe('[Проверка] Исправление: Написан первый комментарий');
    const none = await vesnik([...test, 'en']);
    expect(none.code).toBe(1);
    expect(none.err).toContain('has no corrections');
    expect((await send(issue, '--correction', '--dry-run')).out).toContain('2 recipients');
  });
});
