import { expect, test, vi } from 'vitest';
import { onBothDatabases, readers } from './aftermath.ts';

const { ana, bela, boris, rita, roman } = readers;
const id = 'letters/2024-05-01-blocked';

function letter(title: string, more = ''): string {
  return `---\ntitle: ${title}\n${more}---\n\n${title} [example.net](https://example.net/).\n\n## 1\n\n1\n`;
}

const everybody = {
  en: letter(
    'Our site has moved',
    'subject: Here is our new address\npreheader: Keep this letter, you may need it one of these days\nsignoff: Editors\n',
  ),
  be: letter('Наш сайт пераехаў', 'signoff: Рэдакцыя\n'),
  ru: letter('Наш сайт переехал', 'signoff: Редакция\n'),
};

onBothDatabases(open => {
  test('a letter goes to everybody once, in the language and form of each, without an issue', async () => {
    const { send, write, taken, vesnik } = await open();
    for (const [language, text] of Object.entries(everybody)) await write(`${id}.${language}.mdx`, text);
    const checked = await vesnik(['check', id]);
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.out).toContain('Nothing is wrong');
    const rehearsal = await send(id, '--dry-run');
    expect(rehearsal.out).toContain(`Before sending ${id}: a letter in 3 languages, 5 recipients`);
    const sent = await send(id);
    expect(sent.code).toBe(0);
    expect(sent.out).toContain('Letter 2024-05-01-blocked: sent. 5 recipients.');
    const mails = await taken();
    expect([...mails.keys()].sort()).toEqual([ana, bela, boris, rita, roman].sort());
    const header = (to: string, name: string) => mails.get(to)?.headers.find(({ key }) => key === name)?.value;
    expect(mails.get(ana)?.subject).toBe('Here is our new address');
    expect(mails.get(ana)?.text).toContain('May 1, 2024');
    expect(mails.get(bela)?.subject).toBe('Наш сайт пераехаў');
    expect(header(bela, 'content-language')).toBe('be');
    expect(header(bela, 'list-id')).toContain('<be.');
    expect(header(bela, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    // It has no page of its own.
    expect(header(bela, 'archived-at')).toBeUndefined();
    expect(mails.get(boris)?.html).toBeUndefined();
    expect(mails.get(roman)?.subject).toBe('Ваше письмо от 1 мая 2024');
    expect((await send(id)).err).toContain('has been mailed');
    expect((await vesnik(['status'])).out).toMatch(/letters\/2024-05-01-blocked +sent +5 +5/u);
    const status = await vesnik(['status', id, '--json']);
    expect(JSON.parse(status.out)).toMatchObject({ issue: id, state: 'sent', counts: { sent: 5 } });
  });

  test('what is changed after the approval changes no mail, and a stopped one goes on by its id', async () => {
    const { sendHalf, write, taken, vesnik } = await open();
    for (const [language, text] of Object.entries(everybody)) await write(`${id}.${language}.mdx`, text);
    expect((await sendHalf([id], { without: bela, mailed: 4 })).code).toBe(3);
    await taken();
    await write(`${id}.be.mdx`, letter('Зусім іншы ліст'));
    // Not before the time at which the relay is asked again: cancelled and mailed anew, as it is now.
    expect((await vesnik(['cancel', id, '--yes'])).code).toBe(0);
    expect((await vesnik(['send', id, '--yes', '--skip', 'web'])).code).toBe(0);
    const mails = await taken();
    expect([...mails.keys()]).toEqual([bela]);
    expect(mails.get(bela)?.subject).toBe('Зусім іншы ліст');
  });

  test('its front matter may name who gets it', async () => {
    const { send, write, taken, vesnik } = await open();
    await write(`${id}.be.mdx`, letter('Толькі па-беларуску', 'lists: [be]\n'));
    const sent = await send(id);
    expect(sent.out).toContain('2 recipients');
    expect(sent.out).toContain('Not mailed: 3 no text for their list.');
    expect(sent.out).not.toContain('letter-language');
    expect([...(await taken()).keys()].sort()).toEqual([bela, boris].sort());
    const other = await vesnik(['send', id, '--to', 'editor@example.com', '--list', 'ru']);
    expect(other.code).toBe(1);
    expect(other.err).toContain('The list ru does not get');
  });

  test('in one language only it goes out, marked, and the editor is told which file is not there and who reads what', async () => {
    const { send, write, taken, vesnik } = await open();
    await write(`${id}.be.mdx`, everybody.be);
    await write(`${id}.ru.mdx`, letter('Ещё черновик', 'draft: true\n'));
    for (const said of [await vesnik(['check', id]), await send(id, '--dry-run')]) {
      expect(said.code).toBe(0);
      expect(said.out).toContain(`content/${id}.en.mdx:1:1 warning There is no such file, or it is a draft`);
      expect(said.out).toContain(`content/${id}.ru.mdx:1:1 warning`);
      expect(said.out).toContain('`2024-05-01-blocked.be.mdx` goes to ru. [letter-language]');
      expect(said.out).toContain('lists: [be]');
    }
    await send(id);
    const mails = await taken();
    expect(mails.get(ana)?.subject).toBe('Weekly: letter of May 1, 2024');
    expect(mails.get(ana)?.text).toContain('Text in Belarusian');
    expect(mails.get(ana)?.html).toMatch(/<h1 lang="be"/u);
    expect(mails.get(rita)?.text).toContain('Текст на белорусском');
    expect(mails.get(ana)?.headers.find(({ key }) => key === 'content-language')?.value).toBe('en, be');
  });

  test('a letter is a mailing like any other: it waits for its time, is paused, goes on and ends', async () => {
    const { send, write, done, relay } = await open();
    await write(`${id}.be.mdx`, letter('Толькі па-беларуску', 'lists: [be]\n'));
    expect((await send(id, '--at', '2094-04-22T09:00')).out).toContain('It is due on');
    expect(await done(['pause', id])).toContain(`npx vesnik resume ${id}`);
    await done(['cancel', id, '--yes']);
    expect(relay.taken).toEqual([]);
    expect((await send(id)).out).toContain('sent. 2 recipients.');
  });

  test('a letter counts as no issue: the issue may be mailed beside it', async () => {
    const { issue, send, write, taken } = await open();
    await write(`${id}.be.mdx`, everybody.be);
    await send(id);
    await taken();
    expect((await send(issue)).out).toContain('5 recipients');
    expect((await taken()).size).toBe(5);
  });

  test('is refused with the place, the reason and what to do, and nobody is mailed', async () => {
    const { send, write, vesnik, relay } = await open();
    const of = (name: string) => `letters/${name}`;
    await write(`${of('2024-02-30-x')}.be.mdx`, everybody.be);
    await write(`${of('2024-05-02-draft')}.be.mdx`, letter('Чарнавік', 'draft: true\n'));
    await write(`${of('2024-05-03-half')}.be.mdx`, everybody.be);
    await write(`${of('2024-05-03-half')}.ru.mdx`, '---\ntitle: Пусто\n---\n');
    const refused = [
      { argv: [of('2024-02-30-x')], code: 2, words: ['may be mailed', 'npx vesnik check letters/2024-02-30-x'] },
      { argv: [of('2024-05-02-draft')], code: 2, words: ['draft: true'] },
      { argv: [of('2024-05-03-hafl')], code: 2, words: ['`letters/2024-05-03-half`'] },
      { argv: [of('2024-05-03-half')], code: 1, words: ['Letter 2024-05-03-half cannot be mailed as it is: 1 error'] },
      { argv: [of('2024-05-03-half'), '--correction'], code: 2, words: ['nothing follows a letter'] },
      { argv: [of('2024-05-03-half'), '--list', 'be'], code: 2, words: ['lists: [be]'] },
    ];
    for (const { argv, code, words } of refused) {
      const ended = await send(...argv);
      expect(ended).toMatchObject({ code });
      for (const word of words) expect(ended.err).toContain(word);
    }
    const half = (await send(of('2024-05-03-half'))).out;
    expect(half).toMatch(/half\.en\.mdx:1:1 warning There is no such file/u);
    expect(half).not.toMatch(/half\.ru\.mdx:1:1/u);
    expect(half).toContain('half.ru.mdx:4:1 error The letter has no text.');
    const checked = await vesnik(['check', of('2024-02-30-x')]);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('content/letters/2024-02-30-x.be.mdx:1:1 error There is no day `2024-02-30`.');
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['status'])).out).toContain('Nothing has been mailed yet');
  });

  test('a running worker mails a letter, and the correction of an issue, that somebody else approves', async () => {
    const { issue, send, write, correct, vesnik, done, taken, store } = await open();
    for (const [language, text] of Object.entries(everybody)) await write(`${id}.${language}.mdx`, text);
    const { db } = await store();
    const stopped = new AbortController();
    const worker = vesnik(['worker'], { signal: stopped.signal });
    // On SQLite whoever comes second is refused, and that must not be the worker.
    await vi.waitFor(async () => expect(await db.selectFrom('senders').select('id').execute()).toHaveLength(1), 10_000);
    const follow = async (name: string, argv: readonly string[], count: number) => {
      const { code, err } = await send(...argv);
      // PostgreSQL lets both send, so that the other may still have something on the wire.
      expect([0, 3], err).toContain(code);
      await vi.waitFor(
        async () => expect(JSON.parse(await done(['status', name, '--json'])).state).toBe('sent'),
        10_000,
      );
      expect((await taken()).size).toBe(count);
    };
    await follow(id, [id], 5);
    await follow(issue, [issue], 5);
    await correct('first.ru', 'Было «10», правильно «12».');
    await follow(`${issue}/correction-1`, [issue, '--correction'], 2);
    stopped.abort();
    expect((await worker).code).toBe(0);
  });

  test('one whose day is far from the one on which it goes out is told of before', async () => {
    const { send, write } = await open();
    const today = new Date().toISOString().slice(0, 10);
    await write(`letters/${today}-now.be.mdx`, everybody.be);
    await write('letters/2042-05-01-slip.be.mdx', everybody.be);
    expect((await send(`letters/${today}-now`, '--dry-run')).out).not.toContain('letter-date');
    const slip = await send('letters/2042-05-01-slip', '--dry-run');
    expect(slip.code).toBe(0);
    expect(slip.out).toMatch(/content\/letters\/2042-05-01-slip:1:1 warning The mail says May 1, 2042 of itself/u);
    expect(slip.out).toContain(`content/letters/${today}-slip.`);
    const then = await send('letters/2042-05-01-slip', '--dry-run', '--at', '2042-05-01T09:00');
    expect(then.out).not.toContain('letter-date');
  });

  test('new makes its files, which say what to do next', async () => {
    const { done, vesnik, send } = await open();
    const made = await done(['new', '2024-05-01', '--letter', 'blocked', '--languages', 'be,ru']);
    expect(made).toContain(`content/${id}.be.mdx`);
    expect(made).toContain(`npx vesnik check ${id}`);
    expect(await done(['check', id])).toContain('Nothing is wrong');
    expect((await send(id)).err).toContain('draft: true');
    const wrong = await vesnik(['new', '2024-05-01', '--letter', 'blocked', '--slug', 'economy']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('Make one, then the other');
  });
});
