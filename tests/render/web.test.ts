import { describe, expect, test } from 'vitest';
import type { Version } from '#content/model.ts';
import { languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { renderFeedBody } from '#render/feed.ts';
import { renderWeb, type WebPlace } from '#render/web.ts';
import { found, issueOf, markdown, small, whole } from './sample.ts';

const place: WebPlace = {
  library: small,
  language: 'be',
  picture: ({ src }) => ({ src }),
  sound: () => '/media/a.mp3',
};

describe('a body on the web', () => {
  test('has the ids of its contents list, each once', () => {
    for (const version of everyVersion()) {
      const html = renderWeb(version.body, { ...place, library: whole, language: version.language });
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, version.file).toBe(ids.length);
      expect(ids, version.file).toEqual(expect.arrayContaining(version.contents.map(({ id }) => id)));
    }
  });

  test('has neither style nor script', () => {
    for (const version of everyVersion())
      expect(
        renderWeb(version.body, { ...place, library: whole }).match(/ style=|<script|<style| on\w+="/g),
        version.file,
      ).toBeNull();
  });

  test.each(languages)('leads back from its footnotes in %s', language => {
    const html = renderWeb(markdown('a[^1] b[^1]\n\n[^1]: c'), { ...place, language, idPrefix: 'x-' });
    const words = translator(language)('piece.backToText');
    expect(html).toContain(`<h2 id="footnote-label">${translator(language)('piece.footnotes')}</h2>`);
    expect(html).toContain(`href="#x-fnref-1" data-footnote-backref="" aria-label="${words}: 1"`);
    expect(html).toContain(`aria-label="${words}: 1-2"`);
  });

  test('speaks of a borrowed body’s blocks in the body’s language, of topic and trend in the reader’s', () => {
    const storm = found(
      issueOf(small, '2024-01-08').commentaries.find(({ slug }) => slug === 'storm')?.versions.ru,
      'storm',
    );
    const html = renderWeb(storm.body, { ...place, bodyLanguage: 'ru' });
    expect(html).toMatch(
      /<p class="story-kicker" lang="be"><a class="topic" href="[^"]*\/be\/topics\/[a-z-]+\/">Надвор’е<\/a>/,
    );
    const note = renderWeb(markdown('a[^1]\n\n[^1]: c'), { ...place, bodyLanguage: 'ru' });
    expect(note).toContain(translator('ru')('piece.footnotes'));
  });

  test('leads to a commentary in its language, else to the original, marked', () => {
    const blocks = issueOf(small, '2024-01-08').commentaries.find(({ slug }) => slug === 'blocks');
    const html = renderWeb(found(blocks?.versions.be, 'be').body, place);
    expect(html).toContain('<a href="/be/2024-01-01/first/">Двор тыднем раней</a>');
    expect(html).toContain('<a href="/ru/2024-01-08/storm/" lang="ru" hreflang="ru">Буря прошла стороной</a>');
  });

  test('takes the attributes of a picture from the site, markers of Astro as well', () => {
    const blocks = issueOf(small, '2024-01-08').commentaries.find(({ slug }) => slug === 'blocks');
    const marker = JSON.stringify({ src: './small.png', alt: '«a» & "b"' });
    const html = renderWeb(found(blocks?.versions.be, 'be').body, {
      ...place,
      picture: () => ({ __ASTRO_IMAGE_: marker, width: undefined }),
    });
    const [, written = ''] = /__ASTRO_IMAGE_="([^"]+)"/.exec(html) ?? [];
    expect(JSON.parse(written.replaceAll('&#x22;', '"').replaceAll('&#x26;', '&'))).toEqual(JSON.parse(marker));
    expect(/<img[^>]* width=/.test(html)).toBe(false);
  });
});

describe('a body in a feed', () => {
  const version = found(everyVersion()[0], 'version');
  const parts = { library: whole, picture: () => undefined, sound: () => 'https://vesnik.example.org/a.mp3' };

  test('cannot end the CDATA section in which it stands', () => {
    const html = renderFeedBody({ ...version, body: markdown('a ]]> b `]]>` [c](https://x.example.org/?]]>)') }, parts);
    expect(html).not.toContain(']]>');
    expect(html).toContain('a ]]&gt; b');
  });

  test('has absolute addresses only, those of its notes too', () => {
    for (const one of everyVersion())
      for (const [, address = ''] of renderFeedBody(one, parts).matchAll(/ (?:href|src)="([^"]+)"/g))
        expect(address, one.file).toMatch(/^https:\/\//);
  });

  test('tells corrections, and of a withdrawn piece only why', () => {
    const html = renderFeedBody(
      { ...version, withdrawn: 'A <mistake>.', corrections: [{ date: '2024-04-25', text: 'Late.' }] },
      parts,
    );
    expect(html).toMatch(/^<p>[^<]* A &#x3C;mistake>\.<\/p><h2>[^<]*<\/h2><p>[^<]*: Late\.<\/p>$/);
  });
});

function everyVersion(): Version[] {
  return whole.issues.flatMap(({ commentaries }) => commentaries.flatMap(({ versions }) => Object.values(versions)));
}
