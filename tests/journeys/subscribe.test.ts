import type { Browser, Page } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { findByAddress } from '#store/subscribers.ts';
import { openBrowser } from '../browser/browser.ts';
import { openSignUpWalk, type SignUpWalk } from './sign-up-walk.ts';

let walk: SignUpWalk;
let browser: Browser;
beforeAll(async () => {
  walk = await openSignUpWalk();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await walk.close();
});

async function plainPage(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return context.newPage();
}

/** The next mail that the relay takes after so many. */
async function mailAfter(count: number): Promise<Omit<Email, 'to'> & { readonly to: string }> {
  await walk.relay.whenTaken(count + 1);
  const taken = walk.relay.taken[count];
  return { ...(await PostalMime.parse(taken?.source ?? '')), to: taken?.to[0] ?? '' };
}

const plain = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ');

const walks = [
  { language: 'en', list: 'en' },
  { language: 'be', list: 'be' },
  { language: 'ru', list: 'be-ru' },
] as const;

describe('with JavaScript off a reader', () => {
  it.each(walks)(
    'of the $language page mistypes, signs up for $list, confirms and is welcomed',
    async ({ language, list }) => {
      const words = translator(language);
      const reader = `reader-${language}@example.org`;
      const before = walk.relay.taken.length;
      const page = await plainPage();
      await page.goto(`${walk.url}/${language}/`);
      const form = page.locator('form:has(#end-email)');
      expect(await form.locator('input[name=list]:checked').getAttribute('value')).toBe(language);
      await form.locator('#end-email').fill('reader.example.org');
      await form.locator(`#end-list-${list}`).check();
      await form.getByRole('button', { name: words('joining.form.button') }).click();

      // The form again: the input kept, the field named and tied to its message.
      const field = page.locator('#door-email');
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await field.inputValue()).toBe('reader.example.org');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const message = page.locator(`#${await field.getAttribute('aria-describedby')}`);
      expect(await message.textContent()).toBe(words('joining.answer.problem.sign'));
      expect(await message.isVisible()).toBe(true);
      expect(await page.locator('#door-list-error').isVisible()).toBe(false);
      expect(await page.locator('input[name=list]:checked').getAttribute('value')).toBe(list);
      await field.fill(reader);
      await field.press('Enter');

      expect(page.url()).toBe(`${walk.url}/subscribe/thanks/${language}`);
      expect(await page.locator('h1').textContent()).toBe(words('joining.thanks.title'));
      const { mailed, spoken } = { mailed: await mailAfter(before), spoken: list === 'be-ru' ? 'be' : language };
      const theirs = translator(spoken);
      expect(mailed.to).toBe(reader);
      expect(mailed.from?.address).toBe('confirm@example.org');
      // Nothing that a stranger typed.
      expect(`${mailed.subject} ${mailed.text} ${mailed.html}`).not.toContain(reader.split('@')[0]);
      expect(mailed.subject).toContain(theirs('joining.mail.confirm.subject', { name: '' }).slice(0, 12));
      expect(mailed.headers).toContainEqual(
        expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
      );
      expect(plain(mailed.text)).toContain(theirs('joining.mail.confirm.action'));
      const [link = ''] = /http:\S+\/c\/[\w-]{60}/.exec(mailed.text ?? '') ?? [];
      expect(mailed.html).toContain(`href="${link}"`);

      await page.goto(link);
      expect(await page.locator('html').getAttribute('lang')).toBe(spoken);
      expect(await findByAddress(walk.store, reader)).toMatchObject({ state: 'pending' });
      await page.getByRole('button', { name: theirs('joining.confirm.button') }).click();
      expect(await page.locator('h1').textContent()).toBe(theirs('joining.confirmed.title'));
      expect(await page.content()).not.toContain(reader);
      expect(await findByAddress(walk.store, reader)).toMatchObject({ state: 'active', list });

      const welcome = await mailAfter(before + 1);
      expect(welcome.to).toBe(reader);
      expect(plain(welcome.text)).toContain(theirs('joining.mail.welcome.later'));
      expect(welcome.headers.map(({ key }) => key)).toContain('list-unsubscribe-post');
      const [preferences = ''] = /http:\S+\/p\/[\w-]{60}/.exec(welcome.text ?? '') ?? [];
      await page.goto(preferences);
      expect(await page.locator('input[name=list]:checked').getAttribute('value')).toBe(list);
      await page.context().close();
    },
  );

  it('is asked about a slip, and their answer is taken', async () => {
    const before = walk.relay.taken.length;
    const page = await plainPage();
    await page.goto(`${walk.url}/subscribe?language=be`);
    await page.locator('#door-email').fill('slip@gmial.com');
    await page.locator('#door-list-ru').check();
    await page.getByRole('button', { name: translator('be')('joining.form.button') }).click();
    expect(await page.locator('#question').textContent()).toContain('slip@gmail.com');
    await page
      .getByRole('button', { name: translator('be')('joining.answer.yes', { address: 'slip@gmail.com' }) })
      .click();
    expect(page.url()).toBe(`${walk.url}/subscribe/thanks/be`);
    expect((await mailAfter(before)).to).toBe('slip@gmail.com');
    expect(await findByAddress(walk.store, 'slip@gmail.com')).toMatchObject({ list: 'ru', state: 'pending' });
    await page.context().close();
  });

  it('is welcomed with the newest issue once one was mailed, as it was frozen', async () => {
    const titles = await walk.mailIssue();
    for (const list of languages) {
      const before = walk.relay.taken.length;
      const body = new URLSearchParams({ email: `late-${list}@example.org`, list });
      await fetch(`${walk.url}/subscribe`, { method: 'POST', body, redirect: 'manual' });
      const [link = ''] = /http:\S+\/c\/[\w-]{60}/.exec((await mailAfter(before)).text ?? '') ?? [];
      await fetch(link, { method: 'POST' });
      const welcome = await mailAfter(before + 1);
      for (const part of [plain(welcome.text), plain(welcome.html?.replaceAll(/<[^>]+>/g, ''))]) {
        expect(part).toContain(translator(list)('joining.mail.welcome.issue'));
        expect(part).toContain(plain(titles[list]).slice(0, 30));
      }
      expect(welcome.from?.address).toBe('newsletter@example.org');
      expect(welcome.html?.match(/<h1\b/g)).toHaveLength(1);
      expect(welcome.html).not.toMatch(/SLOTx/);
      expect(welcome.headers.map(({ key }) => key)).toContain('list-id');
    }
  });

  it('who is subscribed already is told by mail alone, with the way to their preferences', async () => {
    const before = walk.relay.taken.length;
    await walk.store.db.updateTable('sign_ups').set({ asked_at: 0 }).execute();
    const body = new URLSearchParams({ email: 'READER-be@example.org', list: 'ru' });
    await fetch(`${walk.url}/subscribe`, { method: 'POST', body, redirect: 'manual' });
    const mail = await mailAfter(before);
    expect(plain(mail.text)).toContain(translator('be')('joining.mail.known.text'));
    expect(mail.text).toMatch(/\/p\/[\w-]{60}/);
    expect(mail.text).not.toContain('/c/');
    expect(await findByAddress(walk.store, 'reader-be@example.org')).toMatchObject({ state: 'active', list: 'be' });
  });
});
