import { describe, test } from 'vitest';
import type { Language } from '#i18n/languages.ts';
import { renderFeedBody } from '#render/feed.ts';
import { renderWeb } from '#render/web.ts';
import { expectGolden, levelled, prettyHtml } from './golden.ts';
import { found, issueOf, small, smallMail } from './sample.ts';

const blocks = found(
  issueOf(small, '2024-01-08').commentaries.find(({ slug }) => slug === 'blocks'),
  'blocks',
);
const picture = ({ src }: { src: string }) => ({ src: `/pictures/${src.slice(2)}` });
const sound = () => '/media/voice.mp3';

describe.each(['en', 'be', 'ru', 'be-ru'])('the mail of list %s', list => {
  test('as HTML', async () => {
    const { html = '' } = await smallMail(list);
    await expectGolden(`mail/${list}.html`, prettyHtml(html));
  });

  test('as text', async () => {
    await expectGolden(`text/${list}.txt`, (await smallMail(list, { form: 'plain' })).text);
  });

  test('by its headers', async () => {
    const { from, replyTo, subject, preheader, headers } = await smallMail(list);
    const lines = [`From: ${from.name} <${from.address}>`, `Reply-To: ${replyTo}`, `Subject: ${subject}`];
    const constant = headers.map(([name, value]) => `${name}: ${value}`);
    await expectGolden(
      `mail/${list}.headers.txt`,
      `${[...lines, `Preheader: ${preheader}`, ...constant].join('\n')}\n`,
    );
  });
});

test('the discreet mail', async () => {
  const { html = '', text } = await smallMail('be', { form: 'discreet' });
  await expectGolden('mail/be.discreet.html', prettyHtml(html));
  await expectGolden('text/be.discreet.txt', text);
});

describe.each(['en', 'be', 'ru'] satisfies Language[])('the commentary in %s', language => {
  const version = found(blocks.versions[language], language);

  test('on the web', async () => {
    const html = renderWeb(version.body, {
      library: small,
      language,
      picture,
      sound,
      subscribe: () => '<form></form>',
    });
    await expectGolden(`web/${language}.html`, prettyHtml(levelled(html)));
  });

  test('in the feed', async () => {
    const html = renderFeedBody(version, { library: small, picture, sound });
    await expectGolden(`feed/${language}.html`, prettyHtml(html));
  });
});
