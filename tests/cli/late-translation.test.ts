import { expect, test } from 'vitest';
import { onBothDatabases, piece, readers } from './aftermath.ts';

const { ana, bela, boris, rita, roman } = readers;

onBothDatabases(open => {
  test('a late translation goes to the list whose mail went without it', async () => {
    const { issue, send, vesnik, write, taken, done } = await open();
    await send(issue);
    await taken();
    await write(`issues/${issue}/second.en.mdx`, piece(issue, 'en', 'Another piece about courts', 'original: be'));
    await done(['check', issue, '--accept']);
    const rehearsal = await send(issue, '--translation', '--dry-run');
    expect(rehearsal.out).toContain(`Before sending ${issue}/translation-1: 1 piece, 1 recipient`);
    expect(rehearsal.out).toMatch(/en +\S+\/second \(en\) +Another piece about courts/u);
    const sent = await send(issue, '--translation');
    expect(sent.code).toBe(0);
    expect(sent.out).toContain(`Translation 1 of the issue ${issue}: sent. 1 recipient.`);
    const mails = await taken();
    expect([...mails.keys()]).toEqual([ana]);
    expect(mails.get(ana)?.subject).toBe('Now in English: Another piece about courts');
    expect(mails.get(ana)?.text).toContain('Another piece about courts. en');
    expect(mails.get(ana)?.text).not.toContain('The first commentary');
    const again = await send(issue, '--translation');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('No list has missed anything');
    expect((await vesnik(['status'])).out).toMatch(/translation-1 +sent +1 +1/u);
  });

  test('one that was cancelled on its way is finished before what was translated since, so that nobody is mailed the same twice', async () => {
    const { issue, send, sendHalf, write, taken, done } = await open();
    await write(`issues/${issue}/third.be.mdx`, piece(issue, 'be', 'Трэці матэрыял пра школы'));
    await done(['subscribers', 'move', boris, '--list', 'en']);
    await send(issue);
    await taken();
    await write(`issues/${issue}/second.en.mdx`, piece(issue, 'en', 'Another piece about courts', 'original: be'));
    await done(['check', issue, '--accept']);
    await sendHalf([issue, '--translation'], { without: ana, mailed: 1 });
    await done(['cancel', `${issue}/translation-1`, '--yes']);
    expect([...(await taken()).keys()]).toEqual([boris]);
    await write(`issues/${issue}/third.en.mdx`, piece(issue, 'en', 'One more piece about schools', 'original: be'));
    await done(['check', issue, '--accept']);

    const rest = await send(issue, '--translation');
    expect(rest.out).toContain('so that nobody is told it twice. [told-in-part]');
    expect(rest.out).toContain(`npx vesnik send ${issue} --translation`);
    expect(rest.out).toContain('Translation 1 of the issue');
    const first = await taken();
    expect([...first.keys()]).toEqual([ana]);
    expect(first.get(ana)?.text).toContain('Another piece about courts. en');
    expect(first.get(ana)?.text).not.toContain('schools');
    const added = await send(issue, '--translation');
    expect(added.out).toContain('Translation 2 of the issue');
    expect(added.out).not.toContain('told-in-part');
    const second = await taken();
    expect([...second.keys()].sort()).toEqual([ana, boris].sort());
    for (const { text } of second.values()) {
      expect(text).toContain('One more piece about schools. en');
      expect(text).not.toContain('courts');
    }
    expect((await send(issue, '--translation')).err).toContain('No list has missed anything');
  });

  test('where whoever missed the cancelled translation has left, the others get what was translated since and nothing else', async () => {
    const { issue, send, sendHalf, write, taken, done } = await open();
    await write(`issues/${issue}/third.be.mdx`, piece(issue, 'be', 'Трэці матэрыял пра школы'));
    await done(['subscribers', 'move', boris, '--list', 'en']);
    await send(issue);
    await taken();
    await write(`issues/${issue}/second.en.mdx`, piece(issue, 'en', 'Another piece about courts', 'original: be'));
    await done(['check', issue, '--accept']);
    await sendHalf([issue, '--translation'], { without: ana, mailed: 1 });
    await done(['cancel', `${issue}/translation-1`, '--yes']);
    await taken();
    await done(['subscribers', 'unsubscribe', ana]);
    expect((await send(issue, '--translation')).err).toContain('No list has missed anything');
    await write(`issues/${issue}/third.en.mdx`, piece(issue, 'en', 'One more piece about schools', 'original: be'));
    await done(['check', issue, '--accept']);
    expect((await send(issue, '--translation')).out).toContain('Translation 2 of the issue');
    const mails = await taken();
    expect([...mails.keys()]).toEqual([boris]);
    expect(mails.get(boris)?.text).not.toContain('courts');
  });

  test('who had it in another language gets it only where their list is named', async () => {
    const { issue, send, write, taken, done } = await open();
    await send(issue);
    await taken();
    await write(`issues/${issue}/second.ru.mdx`, piece(issue, 'ru', 'Другой материал о судах', 'original: be'));
    await done(['check', issue, '--accept']);
    const refused = await send(issue, '--translation');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`npx vesnik send ${issue} --translation --list ru`);
    expect((await send(issue, '--translation', '--list', 'ru')).code).toBe(0);
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([rita, roman].sort());
    expect(mails.get(rita)?.subject).toBe('Теперь по-русски: Другой материал о судах');
    expect(mails.get(roman)?.subject).not.toMatch(/суд|Weekly/u);
  });

  test('a list that had no mail at all gets it where it is named, with whoever came since', async () => {
    const { issue, send, write, remove, taken, done } = await open();
    await remove(`issues/${issue}/first.en.mdx`);
    await write(`issues/${issue}/third.be.mdx`, piece(issue, 'be', 'Трэці матэрыял пра мовы'));
    const sent = await send(issue);
    expect(sent.out).toMatch(/empty-list/u);
    expect(sent.out).toContain('Not mailed: 1 no text for their list.');
    expect([...(await taken()).keys()].sort()).toEqual([bela, boris, rita, roman].sort());
    await done(['subscribers', 'add', 'newcomer@example.org', '--list', 'en']);
    // Bela had it in Belarusian and reads English now.
    await done(['subscribers', 'move', bela, '--list', 'en']);
    await write(`issues/${issue}/second.en.mdx`, piece(issue, 'en', 'Another piece about courts', 'original: be'));
    await done(['check', issue, '--accept']);
    const refused = await send(issue, '--translation');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`The list en had no mail of the issue`);
    expect(refused.err).toContain(`npx vesnik send ${issue} --translation --list en`);
    expect((await send(issue, '--translation', '--list', 'en')).out).toContain('2 recipients');
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([ana, 'newcomer@example.org'].sort());
    expect(mails.get(ana)?.text).toContain('Another piece about courts. en');
    // The next piece goes to them as well, without the one that they have.
    await write(`issues/${issue}/third.en.mdx`, piece(issue, 'en', 'A third piece about languages', 'original: be'));
    await done(['check', issue, '--accept']);
    await send(issue, '--translation', '--list', 'en');
    const more = await taken();
    expect([...more.keys()].sort()).toEqual([ana, 'newcomer@example.org'].sort());
    expect(more.get(ana)?.subject).toBe('Now in English: A third piece about languages');
    expect(more.get(ana)?.text).not.toContain('Another piece about courts. en');
  });

  test('a mistake in a translation that came late is corrected for those who got it', async () => {
    const { issue, send, write, correct, taken, done } = await open();
    await send(issue);
    await write(`issues/${issue}/second.en.mdx`, piece(issue, 'en', 'Another piece about courts', 'original: be'));
    await done(['check', issue, '--accept']);
    await taken();
    await send(issue, '--translation');
    await taken();
    await correct('second.en', 'It was 12, not 10.');
    expect((await send(issue, '--correction')).out).toContain('1 recipient');
    const mails = await taken();
    expect([...mails.keys()]).toEqual([ana]);
    expect(mails.get(ana)?.text).toContain('It was 12, not 10.');
  });

  test('is refused with the reason and what to do: not mailed yet, nothing new, a draft, a list that does not exist', async () => {
    const { issue, send, write, relay } = await open();
    expect((await send(issue, '--translation')).err).toContain(`no mailing of the issue ${issue}`);
    await send(issue);
    const mailed = relay.taken.length;
    const draft = piece(issue, 'en', 'Another piece about courts', 'original: be\ndraft: true');
    await write(`issues/${issue}/second.en.mdx`, draft);
    const { code, err } = await send(issue, '--translation');
    expect(code).toBe(1);
    expect(err).toContain('when it is no draft');
    const unknown = await send(issue, '--translation', '--list', 'pl');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('There is no list `pl`');
    expect(relay.taken).toHaveLength(mailed);
  });
});
