import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { mintTimedLink } from '#keys/timed-link.ts';
import { buildSite } from '#site/build.ts';
import { clone } from '../site/built-site.ts';
import { type DoorServer, form, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
  await buildSite({ root: clone, outDir: doors.distFolder, now: new Date('2026-01-01T00:00:00Z') });
});
afterAll(() => doors.stop());

const walks = [
  { list: 'be', language: 'be', next: 'ru', after: 'ru' },
  { list: 'ru', language: 'ru', next: 'en', after: 'en' },
  { list: 'en', language: 'en', next: 'be-ru', after: 'be' },
] as const;

/** The page of an answer, once it is known to be a built one in this language, filled, and about nobody. */
async function builtPage(answer: Response, language: Language, status = 200): Promise<string> {
  const page = await answer.text();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-language')).toBe(language);
  expect(page).toMatch(new RegExp(`^<!doctype html><html lang="${language}"`, 'i'));
  expect(page).toContain('/_astro/');
  expect(page).not.toMatch(/\[\[|\]\]|\{\{|undefined|walker|doors\.|staying\./);
  return page;
}

/** What is chosen on a page of preferences, as `list=be`. */
function chosen(page: string): string[] {
  const radios = page.match(/<input type="radio"[^>]*>/g) ?? [];
  return radios
    .filter(radio => / checked[ >/]/.test(radio))
    .map(radio => radio.replace(/^.*name="([a-z]+)" value="([a-z-]+)".*$/, '$1=$2'));
}

describe('the built pages of the doors', () => {
  it.each(walks)('lead somebody on the list $list out, back and to another list', async walk => {
    const { list, language, next, after } = walk;
    const address = `walker-${list}@example.org`;
    const { u, p } = await doors.join(address, list);
    const words = translator(language);

    const leaving = await builtPage(await doors.ask(u), language);
    expect(leaving).toContain(words('doors.unsubscribe.text'));
    expect(leaving).toContain(`action="${u}"`);
    const left = await builtPage(await doors.ask(u, form({ do: 'unsubscribe' })), language);
    expect(left).toContain(words('doors.unsubscribed.text'));
    expect(left).toMatch(new RegExp(`action="${u}"[^]*value="resubscribe"`));
    const gone = await builtPage(await doors.ask(p), language);
    expect(gone).toMatch(/<section[^>]* hidden aria-labelledby="leave"/);
    expect(gone).not.toMatch(/<p hidden/);

    const back = await builtPage(await doors.ask(u, form({ do: 'resubscribe' })), language);
    expect(back).toContain(words('doors.resubscribed.text'));
    const choice = await builtPage(await doors.ask(p), language);
    expect(chosen(choice)).toEqual([`list=${list}`, 'form=normal']);
    expect(choice).toContain(`action="${p}"`);
    expect(choice).toContain(words('doors.preferences.discreet'));
    expect(choice).not.toMatch(/<section[^>]* hidden aria-labelledby="leave"/);
    expect(choice).toMatch(/<p hidden/);

    const saved = await builtPage(await doors.ask(p, form({ do: 'save', list: next, form: 'discreet' })), after);
    expect(saved).toContain(translator(after)('doors.saved.form', { form: translator(after)('doors.form.discreet') }));
    expect(saved).toContain(`href="${p}"`);
    expect(chosen(await builtPage(await doors.ask(p), after))).toEqual([`list=${next}`, 'form=discreet']);
    expect(await doors.subscriber(address)).toMatchObject({ state: 'active', list: next, form: 'discreet' });
  });

  it.each(languages)('say in %s that the hour of a link to one’s data is over', async language => {
    const { ref } = await doors.join(`walker-late-${language}@example.org`);
    const late = { mailBytes: Buffer.alloc(16, language), ref, until: new Date(0) };
    const path = `/d/${mintTimedLink(doors.store.ring, 'data', late)}`;
    const over = await doors.ask(path, { headers: { 'accept-language': language } });
    expect(await builtPage(over, language, 410)).toContain(translator(language)('staying.over.text'));
  });

  it.each(languages)('say in %s that a link is not ours', async language => {
    const stray = await doors.ask('/p/walker', { headers: { 'accept-language': language } });
    expect(await builtPage(stray, language, 404)).toContain(translator(language)('doors.unknown.text'));
  });
});
