import { describe, expect, test } from 'vitest';
import type { IssueWords, Library } from '#content/model.ts';
import type { Topic } from '#content/publication.ts';
import { VesnikError } from '#errors.ts';
import { type Language, languages, type Words } from '#i18n/languages.ts';
import { cleanText, escapeHtml, headerWords, linkAddress } from '#render/escape.ts';
import { renderVariant } from '#render/mail.ts';
import { renderWeb } from '#render/web.ts';
import { doorsUrl, markdown, selection, small, smallMail } from './sample.ts';

const nasty = `{{secret}} {% raw %}<img src=x onerror=alert(1)> "q" 'a' ]]></mj-text><mj-raw> \u202eevil\u200b\u2066`;
const inHtml = escapeHtml(nasty);

describe('words of the newsletter', () => {
  const hostile = withWords(small, nasty);

  test.each(small.newsletter.lists.map(({ id }) => id))('are only words in the HTML of list %s', async list => {
    const { html = '' } = await smallMail(list, { library: hostile });
    expect(html.match(/<img src=x|<mj-|\{\{|\{%|[\u202e\u200b\u2066]/g)).toBeNull();
    expect(html.split(inHtml).length).toBeGreaterThan(10);
  });

  test('are only words in the text, which needs no signs of HTML', async () => {
    const { text } = await smallMail('be', { library: hostile, form: 'plain' });
    expect(text.match(/&lt;|&#|[\u202e\u200b\u2066]/g)).toBeNull();
    expect(text.replaceAll(/\s+/g, ' ')).toContain(cleanText(nasty).replaceAll(/\s+/g, ' '));
  });

  test('are only words in the subject and the sender', async () => {
    const { subject, from } = await smallMail('be', { library: hostile });
    expect(subject).toBe(cleanText(nasty));
    expect(from.name).toBe(cleanText(nasty));
  });

  test('stay words in the prose of a body', () => {
    const body = markdown('a \\{{secret}} \\<img src=x onerror=alert(1)> \u202eb\u200bc `<i>`');
    const html = renderWeb(body, { library: small, language: 'en', picture: () => undefined, sound: () => '' });
    expect(html).toBe('<p>a {{secret}} &#x3C;img src=x onerror=alert(1)> bc <code>&#x3C;i></code></p>');
  });

  test('never carry HTML out of a tree', () => {
    const html = renderWeb(markdown('x <script>1</script>\n\n<div onclick="x">y</div>'), {
      library: small,
      language: 'en',
      picture: () => undefined,
      sound: () => '',
    });
    expect(html).toBe('<p>x 1</p>');
  });
});

describe('a header', () => {
  const breaks = ['\r\nBcc: x@example.org', '\n', '\r', '\0', '\u0085', '\u009b', '\u2028', '\u2029', '\t', '\u007f'];

  test.each(breaks)('does not take a subject with %j', async sign => {
    const library = withWords(small, `Subject${sign}x`);
    const order = { library, selection: selection(library, '2024-01-08', 'be'), form: 'normal', doorsUrl } as const;
    await expect(renderVariant(order)).rejects.toThrowError(VesnikError);
    await expect(renderVariant(order)).rejects.toMatchObject({ code: 'header-control' });
  });

  test('says where the words stand', () => {
    expect(() => headerWords('a\nb', 'the subject in issue.be.mdx')).toThrowError(/the subject in issue\.be\.mdx/);
  });

  test('takes words without what nobody sees', () => {
    expect(headerWords(' Тыдзень\u200b \u202eБеларусі  ', 'x')).toBe('Тыдзень Беларусі');
  });

  test('keeps the joined signs of an emoji', () => {
    expect(headerWords('👩\u200d🌾 x\u200dy', 'x')).toBe('👩\u200d🌾 xy');
  });
});

describe('an address of a link', () => {
  const place = { base: 'https://x.example.org/sub', page: 'https://x.example.org/sub/en/a/' };

  test.each([
    ['/en/b/', 'https://x.example.org/sub/en/b/'],
    ['#s-1', 'https://x.example.org/sub/en/a/#s-1'],
    ['c', 'https://x.example.org/sub/en/a/c'],
    [`https://y.example.org/?q="'<x>`, 'https://y.example.org/?q=%22%27%3Cx%3E'],
    ['https://пошта.бел/шлях', 'https://xn--80a1acn3a.xn--90ais/%D1%88%D0%BB%D1%8F%D1%85'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('%s becomes %s', (href, address) => {
    expect(linkAddress(href, place)).toBe(address);
  });

  test.each([
    'javascript:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\u200bscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
  ])('%j is none', href => {
    expect(linkAddress(href, place)).toBeUndefined();
  });

  test('with a space in its scheme has none, and is a path', () => {
    expect(linkAddress('JaVa\tScript:alert(1)', place)).toBe(`${place.page}JaVa%20Script:alert(1)`);
  });

  test('stays a path where there is no base', () => {
    expect(linkAddress('/en/b/?q#f', { ...place, base: '' })).toBe('/en/b/?q#f');
    expect(linkAddress('//evil.example.com/', { ...place, base: '' })).toBe('https://evil.example.com/');
  });

  test('becomes a path where it is written in full and there is no base, and stays whole in a mail', () => {
    const { origin } = new URL(place.page);
    expect(linkAddress(`${origin}/en/about/?q#f`, { ...place, base: '' })).toBe('/en/about/?q#f');
    expect(linkAddress(origin, { ...place, base: '' })).toBe('/');
    expect(linkAddress(`${origin}.evil.example.com/`, { ...place, base: '' })).toBe(`${origin}.evil.example.com/`);
    expect(linkAddress(`${origin}/en/about/`, place)).toBe(`${origin}/en/about/`);
    expect(linkAddress('mailto:a@example.org', { ...place, base: '' })).toBe('mailto:a@example.org');
  });
});

/** The newsletter with these words wherever its own stand. */
function withWords(library: Library, words: string): Library {
  const everywhere: Words = { en: words, be: words, ru: words };
  const topics = new Map<string, Topic>(
    [...library.topics].map(([id, topic]) => [id, { ...topic, name: everywhere, measure: everywhere }]),
  );
  const own = (language: Language): IssueWords => ({
    language,
    file: 'issue.mdx',
    title: words,
    subject: words,
    preheader: words,
    signoff: words,
    letter: { type: 'root', children: [] },
  });
  const { sender, links } = library.newsletter;
  return {
    ...library,
    topics,
    newsletter: {
      ...library.newsletter,
      name: everywhere,
      safetyNotice: everywhere,
      sender: { ...sender, name: everywhere, postalAddress: everywhere },
      links: { follow: links.follow.map(({ href }) => ({ href, label: everywhere })) },
    },
    issues: library.issues.map(issue => ({
      ...issue,
      words: Object.fromEntries(languages.map(language => [language, own(language)])),
      commentaries: issue.commentaries.map(commentary => ({
        ...commentary,
        versions: Object.fromEntries(
          Object.entries(commentary.versions).map(([language, version]) => [
            language,
            { ...version, title: words, summary: words, points: [words] },
          ]),
        ),
      })),
    })),
  };
}
