import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translator } from '#i18n/translator.ts';
import { askingMail } from '#render/asking-mail.ts';
import { doorsUrl, issueOf, selection, small, smallMail } from './sample.ts';

describe('a variant', () => {
  test('is the same bytes from the same content', async () => {
    expect(await smallMail('be-ru')).toEqual(await smallMail('be-ru'));
  });

  test('says which language each piece is in, what is borrowed and what is missing', async () => {
    const { pieces, missing } = await smallMail('be');
    expect(pieces).toEqual([
      { commentary: '2024-01-08/blocks', language: 'be', isBorrowed: false, isUntranslated: false },
      { commentary: '2024-01-08/storm', language: 'ru', isBorrowed: true, isUntranslated: false },
      { commentary: '2024-01-08/gone', language: 'be', isBorrowed: false, isUntranslated: false },
    ]);
    expect(missing).toEqual([]);
    expect((await smallMail('en')).missing).toEqual(['2024-01-08/storm', '2024-01-08/gone']);
  });

  test('labels what is borrowed in the reader’s language and marks the text with its own', async () => {
    const { html = '', text } = await smallMail('be');
    expect(text).toContain('Арыгінал па-руску');
    expect(html).toContain('<strong>Арыгінал па-руску</strong>');
    expect(html).toMatch(/<h2 lang="ru"[^>]*>Буря прошла стороной<\/h2>/);
    expect(html).toMatch(/<p class="soft" style="[^"]*" lang="be">Надвор’е · /);
  });

  test('says "not translated yet" only where a translation is promised', async () => {
    const chosen = selection(small, '2024-01-08', 'be');
    const promised = chosen.pieces.map(piece => (piece.isBorrowed ? { ...piece, isUntranslated: true } : piece));
    const { html = '' } = await smallMail('be', { selection: { ...chosen, pieces: promised } });
    expect(html).toContain(translator('be')('piece.untranslated.ru'));
    expect((await smallMail('be')).html).not.toContain(translator('be')('piece.untranslated.ru'));
  });

  test('never calls a translation the original', async () => {
    const chosen = selection(small, '2024-01-08', 'be');
    const translated = chosen.pieces.map(piece => ({
      ...piece,
      commentary: { ...piece.commentary, original: 'en' } as const,
    }));
    const { text } = await smallMail('be', { selection: { ...chosen, pieces: translated } });
    expect(text).not.toContain('Арыгінал');
    expect(text).toContain('Тэкст па-руску');
  });

  test('names what is missing by its topic, in one language', async () => {
    const { text, html = '' } = await smallMail('en');
    expect(text).toContain(
      'Also this week, not in English:\n\n- Weather (original in Russian)\n  https://lookout.example.org/ru/',
    );
    expect(html).toContain('hreflang="ru" style="color:#21407f">Weather (original in Russian)</a>');
  });

  test('names nobody who is hidden', async () => {
    for (const list of ['en', 'be', 'ru', 'be-ru']) {
      const { text, html } = await smallMail(list);
      expect(`${text}${html}`).not.toMatch(/Night desk|Начны аддзел|Ночной отдел|night-desk/);
    }
  });

  test('tells a correction of an earlier issue once, in the next mail', async () => {
    expect((await smallMail('be')).text).toContain(
      '10 студзеня 2024: На мытным двары адчынілі браму\nДвор адчынілі ў аўторак',
    );
    const later = issueOf(small, '2024-01-08');
    const after = { ...later, id: '2024-01-15', period: { start: '2024-01-15', end: '2024-01-21' } };
    const published = '2024-01-22T06:00:00Z';
    const commentaries = later.commentaries.map(one => ({
      ...one,
      versions: Object.fromEntries(
        Object.entries(one.versions).map(([key, version]) => [key, { ...version, published }]),
      ),
    }));
    const library = { ...small, issues: [...small.issues, { ...after, commentaries }] };
    const next = { ...selection(small, '2024-01-08', 'be'), issue: { ...after, commentaries } };
    const { text } = await smallMail('be', { library, selection: next });
    expect(text).not.toContain('На мытным двары');
    expect(text).toContain('Выпраўленні да ранейшых выпускаў');
  });

  test('shows why a piece was withdrawn in place of its text', async () => {
    const { html = '', text } = await smallMail('be');
    for (const part of [html, text]) {
      expect(part).toContain('Гэты матэрыял адкліканы. Лічба была памылковая.');
      expect(part).not.toContain('Яго больш няма.');
    }
  });

  test('lists the addresses that it links to, but for the personal ones', async () => {
    const { links } = await smallMail('en');
    expect(links).toContain('https://guards.example.org/report?week=2&lang=en');
    expect(links).toContain('https://lookout.example.org/en/2024-01-08/blocks/');
    expect(links.filter(link => /doors\.example\.org|SLOT|&amp;|&#/.test(link))).toEqual([]);
  });
});

describe('a discreet mail', () => {
  test('tells an inbox nothing: sender, subject, title and first words are neutral', async () => {
    const { from, subject, preheader, html = '', text } = await smallMail('be', { form: 'discreet' });
    expect(from).toEqual({ name: 'Штотыднёвы ліст', address: 'letter@example.org' });
    expect(subject).toBe('Ваш ліст за 8–14 студзеня 2024');
    expect(preheader).toBeUndefined();
    expect(html).not.toContain('display:none');
    expect(html).toContain(`<title>${subject}</title>`);
    const words = translator('be')('mail.discreet.opening');
    expect(text.replaceAll('\n', ' ').startsWith(words)).toBe(true);
    expect(
      html
        .slice(html.indexOf('<body'))
        .replaceAll(/<!--.*?-->|<[^>]*>/g, '')
        .trim()
        .startsWith(words),
    ).toBe(true);
  });

  test('has the sender and the subject that the newsletter has chosen', async () => {
    const words = (text: string) => ({ en: text, be: text, ru: text });
    const discreet = { sender: words('Васіль'), subject: words('Прывітанне $& {date}') };
    const library = { ...small, newsletter: { ...small.newsletter, discreet } };
    const { from, subject } = await smallMail('be', { form: 'discreet', library });
    expect(from.name).toBe('Васіль');
    expect(subject).toBe('Прывітанне $& 8–14 студзеня 2024');
    expect((await smallMail('be', { library })).from.name).not.toBe('Васіль');
    const list = library.newsletter.lists.find(({ id }) => id === 'be');
    if (list === undefined) throw new Error('no list');
    const order = { newsletter: library.newsletter, list, form: 'discreet', doorsUrl } as const;
    expect((await askingMail('known', order)).from.name).toBe('Васіль');
  });
});

describe('a test mail', () => {
  test('is marked in its subject and at its top', async () => {
    const { subject, html, text } = await smallMail('ru', { isTest: true });
    expect(subject).toBe('[Проверка] Границы за неделю: в холмах тихо');
    expect(html).toContain(translator('ru')('mail.test.banner'));
    expect(text.startsWith(`*** ${translator('ru')('mail.test.banner')} ***`)).toBe(true);
  });
});

describe('templates of a newsletter of one’s own', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vesnik-templates-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  test('go before ours, file by file', async () => {
    await writeFile(join(folder, 'issue.txt'), '{{ name }}: {{ title | underline: "=" }}');
    const { text, html } = await smallMail('en', { templateRoots: [join(folder, 'none'), folder] });
    expect(text).toBe('Lookout: A week in the hills\n===================\n');
    expect(html).toBe((await smallMail('en')).html);
  });

  test('that ask for what is not there are refused by name', async () => {
    await writeFile(join(folder, 'issue.txt'), '{{ subscriber.address }}');
    await expect(smallMail('en', { templateRoots: [folder] })).rejects.toMatchObject({
      code: 'template-broken',
      message: expect.stringContaining('issue.txt'),
    });
  });
});
