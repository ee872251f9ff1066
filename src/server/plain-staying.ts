import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { escapeHtml } from '#render/escape.ts';
import { leavingReasons } from '#store/leaving-reason.ts';
import type { Holes } from './door-page.ts';
import { button, fieldset, form, link, page, paragraph } from './plain-parts.ts';

/** The plain pages of a pause, of one's data and of being forgotten. */
export function plainStaying(
  name: 'paused' | 'link-sent' | 'data' | 'data-over' | 'forgotten',
  language: Language,
  holes: Holes,
): string {
  const words = translator(language);
  const day = holes.text?.day ?? '';
  switch (name) {
    case 'paused':
      return page(language, words('staying.paused.title'), [
        paragraph(words('staying.paused.text', { day })),
        link(holes.text?.preferences ?? '', words('staying.paused.change')),
      ]);
    case 'link-sent':
      return page(language, words('staying.sent.title'), [
        paragraph(words('staying.sent.text')),
        paragraph(words('staying.sent.nothing')),
      ]);
    case 'data':
      return page(language, words('staying.data.title'), data(words, holes));
    case 'data-over':
      return page(language, words('staying.over.title'), [paragraph(words('staying.over.text'))]);
    case 'forgotten':
      return page(language, words('staying.forgotten.title'), [paragraph(words('staying.forgotten.text'))]);
  }
}

/** What the plain page of preferences holds for a pause and for one's data. */
export function plainPause(words: Translate, holes: Holes): string[] {
  const text = (name: string): string => escapeHtml(holes.text?.[name] ?? '');
  const has = (flag: string): boolean => holes.flags?.includes(flag) === true;
  const input = `<input type="date" name="until" min="${text('earliest')}" max="${text('latest')}" value="${text('until')}" required>`;
  const running = [
    paragraph(words('staying.pause.running', { day: holes.text?.day ?? '' })),
    form(holes, button('end-pause', words('staying.pause.end'))),
  ];
  const choosing = [
    paragraph(words('staying.pause.text')),
    has('hidden-problem') ? '' : paragraph(words('staying.pause.problem')),
    form(
      holes,
      `<p><label>${escapeHtml(words('staying.pause.until'))} ${input}</label></p>` +
        button('pause', words('staying.pause.button')),
    ),
  ];
  return [
    `<h2>${escapeHtml(words('staying.pause.title'))}</h2>`,
    ...(has('hidden-running') ? [] : running),
    ...(has('hidden-choosing') ? [] : choosing),
  ];
}

export function plainLink(words: Translate, holes: Holes): string[] {
  return [
    `<h2>${escapeHtml(words('staying.link.title'))}</h2>`,
    paragraph(words('staying.link.text')),
    form(holes, button('link', words('staying.link.button'))),
  ];
}

export function plainReason(words: Translate, holes: Holes): string[] {
  if (holes.flags?.includes('hidden-thanks') !== true) return [paragraph(words('staying.reason.thanks'))];
  if (holes.flags.includes('hidden-reason')) return [];
  const radios = leavingReasons.map(reason => radio('reason', reason, words(`staying.reason.of.${reason}`)));
  return [
    form(holes, fieldset(words('staying.reason.legend'), radios) + button('reason', words('staying.reason.button'))),
  ];
}

function data(words: Translate, holes: Holes): string[] {
  const choices = [
    radio('stay', 'hash', words('staying.data.hash'), words('staying.data.hashText')),
    radio('stay', 'none', words('staying.data.none'), words('staying.data.noneText')),
  ];
  return [
    paragraph(words('staying.data.text')),
    form(holes, button('data', words('staying.data.download'))),
    `<h2>${escapeHtml(words('staying.data.forget'))}</h2>`,
    paragraph(words('staying.data.forgetText')),
    form(holes, fieldset(words('staying.data.legend'), choices) + button('forget', words('staying.data.button'))),
  ];
}

function radio(name: string, value: string, ...texts: readonly string[]): string {
  return `<p><label><input type="radio" name="${name}" value="${value}" required> ${texts.map(escapeHtml).join('<br>')}</label></p>`;
}
