import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { reasonsForLeaving } from '#store/subscriber-stats.ts';
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

/** The mails that the relay has taken for somebody. */
async function mailsTo(reader: string): Promise<Email[]> {
  const theirs = walk.relay.taken.filter(({ to }) => to.includes(reader));
  return Promise.all(theirs.map(({ source }) => PostalMime.parse(source)));
}

/** What a mailing that goes out now brings to somebody. */
async function nextMailing(reader: string): Promise<Email[]> {
  const before = (await mailsTo(reader)).length;
  await walk.deliver();
  return (await mailsTo(reader)).slice(before);
}

function header(mail: Email | undefined, name: string): string {
  return mail?.headers.find(({ key }) => key === name)?.value ?? '';
}

function linkIn(mail: Email | undefined, pattern: RegExp): string {
  const [link = ''] = pattern.exec(mail?.text ?? '') ?? [];
  return link;
}

/** Signs somebody up by the form of a built page, confirms by the link that was mailed, and is welcomed. */
async function join(page: Page, reader: string, language: Language): Promise<void> {
  const words = translator(language);
  const taken = walk.relay.taken.length;
  await page.goto(`${walk.url}/${language}/`);
  const form = page.locator('form:has(#end-email)');
  await form.locator('#end-email').fill(reader);
  await form.locator(`#end-list-${language}`).check();
  await form.getByRole('button', { name: words('joining.form.button') }).click();
  await walk.relay.whenTaken(taken + 1);
  const [asked] = await mailsTo(reader);
  await page.goto(linkIn(asked, /http:\S+\/c\/[\w-]{60}/));
  await press(page, words('joining.confirm.button'));
  await walk.relay.whenTaken(taken + 2);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

const walks = [
  { first: 'en', second: 'be' },
  { first: 'be', second: 'ru' },
  { first: 'ru', second: 'en' },
] as const satisfies readonly { first: Language; second: Language }[];

it.each(walks)(
  'with JavaScript off a reader of $first joins on a built page, changes to $second, turns discreet, takes a break, leaves and is forgotten',
  async ({ first, second }) => {
    const reader = `stayer-${first}@example.org`;
    const words = translator(second);
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    const page = await context.newPage();
    await join(page, reader, first);

    // One link of the mail and one button.
    const [issue] = await nextMailing(reader);
    expect(header(issue, 'content-language')).toMatch(new RegExp(`^${first}`));
    await page.goto(linkIn(issue, new RegExp(`http:\\S+/p/[\\w-]{60}\\?list=${second}`)));
    await press(page, translator(first)('doors.preferences.save'));
    expect(await findByAddress(walk.store, reader)).toMatchObject({ list: second, form: 'normal' });

    const [moved] = await nextMailing(reader);
    expect(header(moved, 'content-language')).toMatch(new RegExp(`^${second}`));
    const preferences = linkIn(moved, /http:\S+\/p\/[\w-]{60}/);
    await page.goto(preferences);
    await page.locator('input[value=discreet]').check();
    await press(page, words('doors.preferences.save'));
    const [discreet] = await nextMailing(reader);
    expect(discreet?.from?.name).toBe(words('mail.discreet.sender'));
    expect(discreet?.subject).not.toBe(moved?.subject);

    await page.goto(preferences);
    await page.locator('input[type=date]').fill((await page.locator('input[type=date]').getAttribute('max')) ?? '');
    await press(page, words('staying.pause.button'));
    expect(await page.locator('h1').textContent()).toBe(words('staying.paused.title'));
    expect(await nextMailing(reader)).toEqual([]);
    await page.goto(preferences);
    await press(page, words('staying.pause.end'));
    expect(await nextMailing(reader)).toHaveLength(1);

    // RFC 8058, as the reader's mail provider does it; then the reader themselves, who says why.
    const [oneClick = ''] = /https?:[^>]+/.exec(header(discreet, 'list-unsubscribe')) ?? [];
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(oneClick, { method: 'POST', body })).status).toBe(200);
    expect(await nextMailing(reader)).toEqual([]);
    await page.goto(oneClick);
    await press(page, words('doors.unsubscribe.button'));
    await page.getByLabel(words('staying.reason.of.too-many')).check();
    await press(page, words('staying.reason.button'));
    expect(await page.getByText(words('staying.reason.thanks')).isVisible()).toBe(true);
    expect(await reasonsForLeaving(walk.store)).toMatchObject({ 'too-many': 1 });

    await page.goto(preferences);
    const taken = walk.relay.taken.length;
    await press(page, words('staying.link.button'));
    expect(await page.locator('h1').textContent()).toBe(words('staying.sent.title'));
    await walk.relay.whenTaken(taken + 1);
    await page.goto(linkIn((await mailsTo(reader)).at(-1), /http:\S+\/d\/[\w-]{60}/));
    expect(await page.content()).not.toContain(reader);
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, words('staying.data.download'))]);
    const data: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(data).toMatchObject({ address: reader, list: second, form: 'discreet', leftReason: 'too-many' });

    const row = await walk.store.db
      .selectFrom('subscribers')
      .select(['ref', 'sealed', 'address_index'])
      .where('ref', '=', (await findByAddress(walk.store, reader))?.ref ?? Buffer.alloc(16))
      .executeTakeFirstOrThrow();
    for (const trace of Object.values(row)) expect((await walk.databaseBytes()).includes(trace)).toBe(true);
    await page.locator('input[value=none]').check();
    await press(page, words('staying.data.button'));
    expect(await page.locator('h1').textContent()).toBe(words('staying.forgotten.title'));
    const left = await walk.databaseBytes();
    for (const trace of [...Object.values(row), Buffer.from(reader)]) expect(left.includes(trace)).toBe(false);
    await context.close();
  },
  120_000,
);
