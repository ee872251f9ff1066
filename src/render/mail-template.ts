import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';
import mjml from 'mjml';
import { VesnikError } from '#errors.ts';
import { cleanText, escapeHtml } from './escape.ts';
import { hangText, underlineText, wrapText } from './pens/columns.ts';

/** What a pen drew, to be put into a template as it is. All other values are words, and are escaped. */
export interface Markup {
  readonly markup: string;
}

/** The folder of our own templates. */
const ownTemplates = fileURLToPath(new URL('../../templates/', import.meta.url));

/** The text of a template: from the first of the folders that has it, else ours. */
export async function readTemplate(name: string, roots: readonly string[]): Promise<string> {
  for (const root of [...roots, ownTemplates]) {
    try {
      return await readFile(join(root, name), 'utf8');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  throw new VesnikError({
    code: 'template-missing',
    message: `There is no template ${name}.`,
    hint: `Put ${name} into the templates/ folder, or take ours back from the repository.`,
    kind: 'usage',
  });
}

/** Fills an MJML template and makes it HTML. What the view holds as words is escaped, nothing of it is ever run. */
export async function fillMjml(name: string, template: string, view: object): Promise<string> {
  const drawn: string[] = [];
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    outputEscape: value => {
      if (!isMarkup(value)) return escapeHtml(asWords(value));
      // Drawn bodies come in after MJML: it need not read them, and nothing in them can be MJML.
      return `\ue000${drawn.push(value.markup) - 1}\ue001`;
    },
  });
  const source = await fill(engine, name, template, view);
  const { html, errors } = await mjml(source, { fonts: {}, keepComments: false, validationLevel: 'soft' });
  if (errors.length > 0) throw templateFault(name, errors.map(({ formattedMessage }) => formattedMessage).join('; '));
  return squeeze(html).replace(/\ue000(\d+)\ue001/g, (_, at: string) => drawn[Number(at)] ?? '');
}

/** Fills a template of plain text. Its filters `wrap`, `hang` and `underline` set lines of 72 columns. */
export async function fillText(name: string, template: string, view: object): Promise<string> {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    outputEscape: value => (isMarkup(value) ? value.markup : cleanText(asWords(value))),
  });
  const lines = (made: readonly string[]): Markup => ({ markup: made.join('\n') });
  engine.registerFilter('wrap', (value: unknown) => lines(wrapText(cleanText(asWords(value)))));
  engine.registerFilter('hang', (value: unknown, sign: unknown) => {
    const first = asWords(sign);
    return lines(hangText(cleanText(asWords(value)), first, ' '.repeat(first.length)));
  });
  engine.registerFilter('underline', (value: unknown, sign: unknown) =>
    lines(underlineText(cleanText(asWords(value)), sign === '=' || sign === '~' ? sign : '-')),
  );
  const filled = await fill(engine, name, template, view);
  return `${filled
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

async function fill(engine: Liquid, name: string, template: string, view: object): Promise<string> {
  try {
    const filled: unknown = await engine.parseAndRender(template, view);
    return String(filled);
  } catch (error) {
    throw templateFault(name, error instanceof Error ? error.message : String(error));
  }
}

function templateFault(name: string, reason: string): VesnikError {
  return new VesnikError({
    code: 'template-broken',
    message: `The template ${name} cannot be filled: ${reason}`,
    hint: `Compare templates/${name} with the one that comes with Vesnik.`,
  });
}

/** Without the space that MJML leaves between tags. Words lie inside `mj-text`, where a space may matter: one stays. */
function squeeze(html: string): string {
  return html
    .replaceAll(/>\s*\n\s*</g, '><')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/<(\w+) {2,}/g, '<$1 ')
    .trim();
}

function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && 'markup' in value && typeof value.markup === 'string';
}

function asWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
