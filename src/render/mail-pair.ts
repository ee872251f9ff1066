import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { escapeHtml } from './escape.ts';
import { fillMjml, fillText, readTemplate } from './mail-template.ts';

interface PairOrder {
  readonly language: Language;
  /** Folders whose templates go before ours, file by file. */
  readonly templateRoots: readonly string[];
}

/** Both parts of a mail from its two templates, `<name>.mjml` and `<name>.txt`. Throws VesnikError `template-missing`, `template-broken`. */
export async function drawPair(
  name: 'confirm' | 'welcome' | 'notice',
  view: object,
  order: PairOrder,
): Promise<{ readonly text: string; readonly html: string }> {
  const { language, templateRoots } = order;
  const drawn = await fillMjml(`${name}.mjml`, await readTemplate(`${name}.mjml`, templateRoots), view);
  // MJML names the kind of document in English, whatever the mail's language.
  const kind = escapeHtml(translator(language)('mail.kind'));
  return {
    text: await drawText(name, view, order),
    html: drawn.replace('aria-roledescription="email"', () => `aria-roledescription="${kind}"`),
  };
}

/** Its plain part alone. */
export async function drawText(
  name: 'confirm' | 'welcome' | 'notice',
  view: object,
  { templateRoots }: Pick<PairOrder, 'templateRoots'>,
): Promise<string> {
  return fillText(`${name}.txt`, await readTemplate(`${name}.txt`, templateRoots), view);
}
