import { describe, expect, test } from 'vitest';
import type { Commentary, Library } from '#content/model.ts';
import { renderVariant, type VariantMail } from '#render/mail.ts';
import { clipBytes, cutBody, longBytes } from '#render/mail-size.ts';
import { welcomeMail } from '#render/welcome-mail.ts';
import { changed, doorsUrl, found, issueOf, markdown, selection, whole } from './sample.ts';

const longWhole = withBodies(whole, 2);
const longCut = changed(longWhole, { mail: { images: 'none', overLimit: 'shorten' } });

describe('the longest review in Belarusian', () => {
  test('is whole in the mail, below what Gmail clips', async () => {
    const mail = await mailOf(whole, 'be');
    expect(mail.sizeBytes).toBeLessThan(clipBytes);
    expect(mail.shortened).toEqual([]);
  });

  test('has contents, language and unsubscribe links at the top, once it is long', async () => {
    const { html = '', sizeBytes } = await mailOf(whole, 'be');
    expect(sizeBytes).toBeGreaterThan(longBytes);
    const top = html.slice(0, html.indexOf('<h2'));
    expect(top).toContain('/u/');
    expect(top).toContain('?list=en');
    const short = (await mailOf(whole, 'en')).html ?? '';
    expect(short.slice(0, short.indexOf('<h2'))).not.toContain('/u/');
  });
});

describe('a welcome', () => {
  // 102 kB, of 1,024 bytes each: what Gmail is known to show. `clipBytes` stays below it.
  const gmailClips = 102 * 1024;

  test.each(['en', 'be', 'ru', 'be-ru'])(
    'for %s adds little enough to the longest issue that is not clipped',
    async id => {
      const { issue, welcome } = await welcomeOf(whole, id);
      expect(Buffer.byteLength(welcome) - Buffer.byteLength(issue)).toBeLessThan(gmailClips - clipBytes);
    },
  );

  test('with an issue that is long has the contents, language and unsubscribe links of that within its first part', async () => {
    const { issue, welcome } = await welcomeOf(longWhole, 'be');
    expect(Buffer.byteLength(issue)).toBeGreaterThan(gmailClips);
    const top = Buffer.from(welcome).subarray(0, 30_000).toString();
    expect(top).toContain('/u/');
    expect(top).toContain('?list=en');
  });
});

describe('a review twice as long', () => {
  test('is whole by default, and its size says so', async () => {
    const mail = await mailOf(longWhole, 'be');
    expect(mail.sizeBytes).toBeGreaterThan(clipBytes);
    expect(mail.shortened).toEqual([]);
  });

  test('is cut at the end of a block where that is wanted, no sooner than needed', async () => {
    const mail = await mailOf(longCut, 'be');
    const { html = '' } = mail;
    expect(mail.shortened).toEqual(['2024-10-28/review']);
    expect(mail.sizeBytes).toBeLessThan(clipBytes);
    const full = (await mailOf(changed(longCut, { mail: { images: 'none', overLimit: 'whole' } }), 'be')).html ?? '';
    const body = full.slice(shared(full, html));
    const nextBlock = body.slice(0, body.indexOf('</p>') + 4);
    expect(full.slice(0, shared(full, html))).toMatch(/<\/(?:p|ul|ol|table|blockquote|div)>$/);
    expect(mail.sizeBytes + Buffer.byteLength(nextBlock)).toBeGreaterThan(clipBytes - 2500);
  });

  test('leads on to the site', async () => {
    const { html = '' } = await mailOf(longCut, 'be');
    expect(html).toMatch(/<a href="https:\/\/vesnik\.example\.org\/be\/2024-10-28\/review\/" [^>]*>Працяг на сайце: /);
  });

  test('is whole in the text part', async () => {
    expect((await mailOf(longCut, 'be')).text).toBe((await mailOf(longWhole, 'be')).text);
  });

  test('loses blocks of the next longest, where one cannot lose enough', async () => {
    const both = changed(withBodies(whole, 2, ['review', 'military'], 60), {
      mail: { images: 'none', overLimit: 'shorten' },
    });
    const mail = await mailOf(both, 'ru');
    expect(mail.sizeBytes).toBeLessThan(clipBytes);
    expect(mail.shortened).toHaveLength(2);
  });
});

test('a cut body does not end in a heading and keeps its notes', () => {
  const body = markdown('a[^1]\n\n## b\n\nc\n\n[^1]: d\n\n[x]: https://example.org');
  expect(cutBody(body, 2).children.map(({ type }) => type)).toEqual(['paragraph', 'footnoteDefinition', 'definition']);
});

async function welcomeOf(library: Library, id: string): Promise<{ readonly issue: string; readonly welcome: string }> {
  const issue = await mailOf(library, id);
  const { newsletter } = library;
  const list = found(
    newsletter.lists.find(each => each.id === id),
    id,
  );
  const welcome = await welcomeMail({ newsletter, list, form: 'normal', doorsUrl }, issue);
  return { issue: issue.html ?? '', welcome: welcome.html ?? '' };
}

function mailOf(library: Library, list: string): Promise<VariantMail> {
  return renderVariant({ library, selection: selection(library, '2024-10-28', list), form: 'normal', doorsUrl });
}

/** Where two texts begin to differ. */
function shared(a: string, b: string): number {
  const from = a.indexOf('<h3');
  let at = from;
  while (a[at + 0] === b[at + (b.indexOf('<h3') - from)] && at < a.length) at++;
  return a.lastIndexOf('>', at - 1) + 1;
}

/** The newest issue, the bodies of some commentaries several times over. */
function withBodies(library: Library, times: number, slugs = ['review'], more = times): Library {
  const newest = issueOf(library, '2024-10-28');
  const longer = (commentary: Commentary): Commentary => ({
    ...commentary,
    versions: Object.fromEntries(
      Object.entries(commentary.versions).map(([language, version]) => [
        language,
        {
          ...version,
          words: version.words * (commentary.slug === 'review' ? times : more),
          body: {
            ...version.body,
            children: Array.from(
              { length: commentary.slug === 'review' ? times : more },
              () => version.body.children,
            ).flat(),
          },
        },
      ]),
    ),
  });
  const commentaries = newest.commentaries.map(one => (slugs.includes(one.slug) ? longer(one) : one));
  return {
    ...library,
    issues: library.issues.map(issue => (found(issue, 'issue').id === newest.id ? { ...issue, commentaries } : issue)),
  };
}
