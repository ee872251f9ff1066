import { isLanguage } from '#i18n/languages.ts';
import { isTooCommon } from './common-words.ts';
import { pluralForm } from './plural-form.ts';
import { resultDrawer } from './result-drawer.ts';
import { resultPages } from './result-pages.ts';
import { searchEngine } from './search-engine.ts';
import { addressed, askedOf, fillForm } from './search-form.ts';
import type { Counted, SearchWords } from './search-words.ts';
import { fragmentOf, isEmpty, type Wanted, wantedOf } from './wanted.ts';

/** Results that are shown before a reader asks for more. */
const pageLength = 20;

/**
 * Answers the form of the search page from now on; at once where something is asked for already.
 *
 * The address keeps the filters. Words it holds only where it came with them, and when the reader takes the address of a search:
 * a telephone that is looked through must not tell what was looked for. So a reload forgets them.
 */
export function startSearch(form: HTMLFormElement, isAsked: boolean): void {
  const { lang } = document.documentElement;
  const language = isLanguage(lang) ? lang : 'en';
  const said: SearchWords = JSON.parse(form.dataset.words ?? '{}');
  const manifestUrl = new URL(form.dataset.manifest ?? '', location.href).href;
  const engine = searchEngine(manifestUrl, readText);
  const draw = resultDrawer({ root: new URL('..', manifestUrl).href, language, readText });
  const status = part('[data-search-status]');
  const list = part('[data-search-results]');
  const more = part('[data-search-more]');
  const offer = part('[data-search-address]');
  const link = part('[data-search-address] a');
  const note = part('[data-search-address] span');
  let turn = new AbortController();
  /** The fragment that the address has, as this page would write it. */
  let standing = '';
  /** How much was found, in words. */
  let found = '';
  let showMore: (() => Promise<void>) | undefined;

  const count = (message: Counted, number: number) =>
    (message[pluralForm(number, language)] ?? '').replace('#', String(number));

  const answer = async (wanted: Wanted) => {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    const pages = resultPages(engine, wanted, pageLength);
    clear(said.loading);
    showMore = async () => {
      try {
        const { value: page } = await pages.next();
        if (signal.aborted || page === undefined) return;
        const before = list.childElementCount;
        list.append(...page.found.map(each => draw(each, signal)));
        more.hidden = page.isLast;
        const shown = list.childElementCount;
        const message = page.isSimilar ? said.similar : page.isLast ? said.found : said.shown;
        const none = isTooCommon(wanted) ? said.common : said.nothing;
        found = count(message, shown);
        status.textContent = shown === 0 ? none : found;
        if (before === 0 && shown > 0 && wanted.words !== '') offerAddress(fragmentOf(wanted, language));
        // The button may be gone now: whoever pressed it goes on at the first new result.
        if (before > 0) list.children.item(before)?.querySelector('a')?.focus();
      } catch {
        if (!signal.aborted) fail(wanted);
      }
    };
    await showMore();
  };

  const fail = (wanted: Wanted) => {
    status.textContent = said.failed;
    more.hidden = true;
    // What was asked for is asked again from the beginning, with the pieces that could be fetched at hand.
    showMore = () => answer(wanted);
  };

  const clear = (message: string) => {
    list.replaceChildren();
    more.hidden = true;
    offer.hidden = true;
    status.textContent = message;
  };

  const offerAddress = (fragment: string) => {
    link.setAttribute('href', fragment);
    note.textContent = fragment === standing ? said.addressed : said.addressHolds;
    offer.hidden = false;
  };

  const stand = (fragment: string) => {
    history.replaceState(null, '', location.pathname + fragment);
    standing = fragment;
  };

  const ask = () => {
    const wanted = wantedOf(askedOf(form), language);
    standing = fragmentOf(wantedOf(addressed() ?? new URLSearchParams(), language), language);
    if (standing !== fragmentOf(wanted, language)) stand(fragmentOf({ ...wanted, words: '' }, language));
    if (!isEmpty(wanted)) return void answer(wanted);
    turn.abort();
    clear('');
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    ask();
  });
  form.addEventListener('change', event => {
    if (event.target instanceof HTMLSelectElement) ask();
  });
  more.addEventListener('click', () => void showMore?.());
  link.addEventListener('click', event => {
    // Into another tab or window the browser leads by itself.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stand(link.getAttribute('href') ?? '');
    note.textContent = '';
    // One place tells what came of everything; two would talk over each other.
    status.textContent = `${found}. ${said.addressed}`;
  });
  addEventListener('hashchange', () => {
    const parameters = addressed();
    if (parameters === undefined || fragmentOf(wantedOf(parameters, language), language) === standing) return;
    fillForm(form, parameters);
    ask();
  });
  if (isAsked) ask();
}

function part(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new TypeError(`the search page has no ${selector}`);
  return found;
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}
