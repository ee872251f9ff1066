import { html, raw } from 'hono/html';
import { formatInstant } from '#i18n/dates.ts';
import { type Language, languageNames, languages } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { type Markup, pageShell } from '../page-shell.ts';
import { style } from './style.ts';

interface PageParts {
  readonly language: Language;
  readonly title: string;
  /** The path below the language, so that the language switch stays where the reader is: `3/text/`. */
  readonly path: string;
  readonly main: Markup;
}

/** A whole page of the inbox: title, language switch, main part. */
export function page({ language, title, path, main }: PageParts): Markup {
  const t = translator(language);
  return pageShell({
    ...{ language, title, style, head: html`<meta name="robots" content="noindex">` },
    body: html`<a class="skip" href="#main">${t('inbox.skip')}</a>
<header>
<strong><a href="/${language}/">${t('inbox.title')}</a></strong>
<nav aria-label="${t('inbox.language')}"><ul>
${languages.map(
  other =>
    html`<li><a href="/${other}/${path}" lang="${other}" hreflang="${other}"${
      other === language ? raw(' aria-current="true"') : ''
    }>${languageNames[other]}</a></li>`,
)}
</ul></nav>
</header>
<main id="main">
${main}
</main>`,
  });
}

/** A moment in this machine's time zone, as the reader's language writes it. */
export function moment(at: Date, language: Language): Markup {
  const instant = at.toISOString();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return html`<time datetime="${instant}">${formatInstant(instant, timeZone, language)}</time>`;
}

/** "75 kB" by thousands of bytes, as mail programs count. */
export function size(bytes: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: bytes < 1000 ? 'byte' : 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: bytes < 10_000 ? 1 : 0,
  }).format(bytes < 1000 ? bytes : bytes / 1000);
}
