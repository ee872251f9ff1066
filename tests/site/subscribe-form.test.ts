import { describe, expect, it } from 'vitest';
import type { List, Newsletter } from '#content/publication.ts';
import { subscribeForm } from '#site/subscribe-form.ts';
import { subscribeFormHtml } from '#site/subscribe-form-html.ts';

const words = (text: string) => ({ en: `${text} en`, be: `${text} be`, ru: `${text} ru` });

const lists: readonly List[] = [
  { id: 'en', interface: 'en', take: ['en'], among: ['en'] },
  { id: 'be', interface: 'be', take: ['be', 'ru', 'en'], among: ['be', 'ru', 'en'] },
  { id: 'ru', interface: 'ru', take: ['ru', 'be'], among: ['ru', 'be'] },
  { id: 'be-ru', interface: 'be', take: 'original', among: ['be', 'ru'] },
];

function newsletter(more: Partial<Newsletter> = {}): Newsletter {
  return {
    ...{ name: words('Name'), tagline: words('Tagline'), promise: words('Promise') },
    ...{ url: 'https://news.example.org', languages: ['en', 'be', 'ru'], lists, timezone: 'Europe/Minsk' },
    sender: {
      ...{ name: words('Name'), address: 'a@example.org', confirmations: 'c@example.org' },
      ...{ bounces: 'b.example.org', postalAddress: words('Address') },
    },
    ...{
      links: { follow: [] },
      picks: [],
      safetyDomains: [],
      notify: [],
      mail: { images: 'embedded', overLimit: 'whole' },
    },
    ...more,
  };
}

describe('the sign-up form', () => {
  it('names each list in its own language, and the list of the page’s language is chosen', () => {
    const form = subscribeForm(newsletter(), 'ru');
    expect(form.lists.map(({ name }) => name)).toEqual(['English', 'Беларуская', 'Русский', 'BE/RU, мова аўтара']);
    expect(form.lists.map(({ language }) => language)).toEqual(['en', 'be', 'ru', 'be']);
    expect(form.lists.filter(({ isChosen }) => isChosen).map(({ id }) => id)).toEqual(['ru']);
  });

  it('says in the page’s language what each list gets where there is no translation', () => {
    expect(subscribeForm(newsletter(), 'be').lists.map(({ note }) => note)).toEqual([
      'Толькі матэрыялы па-англійску. Астатнія матэрыялы выпуску называем і даём на іх спасылкі.',
      'Матэрыялы па-беларуску. Калі перакладу няма — па-руску або па-англійску.',
      'Матэрыялы па-руску. Калі перакладу няма — па-беларуску.',
      'Кожны матэрыял на мове аўтара, па-беларуску або па-руску.',
    ]);
  });

  it('tells lists of one name apart, and asks nothing where there is only one', () => {
    const twins = [...lists, { id: 'be-only', interface: 'be', take: ['be'], among: ['be'] } as const];
    const names = subscribeForm(newsletter({ lists: twins }), 'be').lists.map(({ name }) => name);
    expect(names).toContain('Беларуская (be)');
    expect(names).toContain('Беларуская (be-only)');
    const single = subscribeForm(newsletter({ lists: lists.slice(0, 1) }), 'en');
    const html = subscribeFormHtml(single, { idPrefix: 'end' });
    expect(html).toContain('<input type="hidden" name="list" value="en">');
    expect(html).not.toContain('radio');
  });

  it('is posted to a path of its own host, or to the doors where they are elsewhere', () => {
    expect(subscribeForm(newsletter(), 'en').action).toBe('/subscribe');
    expect(subscribeForm(newsletter({ doors: 'https://doors.example.org' }), 'en').action).toBe(
      'https://doors.example.org/subscribe',
    );
  });

  it('keeps what was answered before where the door draws it again', () => {
    const form = subscribeForm(newsletter(), 'en');
    expect(subscribeFormHtml(form, { idPrefix: 'door', isAnswer: true })).toContain(
      'name="settled" value="[[settled]]"',
    );
    expect(subscribeFormHtml(form, { idPrefix: 'end' })).not.toContain('settled');
  });

  it('is plain values, and its version changes with its words only', () => {
    const form = subscribeForm(newsletter(), 'be');
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
    expect(form.words).toMatch(/^be-[0-9a-f]{12}$/);
    expect(subscribeForm(newsletter({ doors: 'https://doors.example.org' }), 'be').words).toBe(form.words);
    expect(subscribeForm(newsletter({ safetyNotice: words('Take care') }), 'be').words).not.toBe(form.words);
  });

  it('escapes the words of the newsletter, and has ids of its own for each place', () => {
    const hostile = { en: '<img src=x onerror=alert(1)>', be: '"', ru: "'" };
    const form = subscribeForm(newsletter({ promise: hostile, safetyNotice: hostile }), 'en');
    const html = subscribeFormHtml(form, { idPrefix: 'head', level: 2 });
    expect(html).not.toContain('<img');
    const ids = (text: string) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const both = [...ids(html), ...ids(subscribeFormHtml(form, { idPrefix: 'end' }))];
    expect(new Set(both).size).toBe(both.length);
    for (const [, id] of html.matchAll(/(?:for|aria-describedby)="([^"]+)"/g)) expect(ids(html)).toContain(id);
  });
});
