import type { Language } from '#i18n/languages.ts';
import { escapeHtml } from '#render/escape.ts';
import type { Holes } from './door-page.ts';
import { plainStyle } from './plain-style.ts';

// Pieces of pages without a build. Every text is escaped here.

export function page(language: Language, title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${plainStyle}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${parts.filter(part => part !== '').join('\n')}
</main></body>
</html>
`;
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

export function link(href: string, text: string): string {
  return `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`;
}

export function fieldset(legend: string, parts: readonly string[]): string {
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${parts.join('')}</fieldset>`;
}

export function button(value: string, text: string): string {
  return `<p><button name="do" value="${value}">${escapeHtml(text)}</button></p>`;
}

export function press(name: string, value: string, text: string): string {
  return `<p><button name="${name}" value="${escapeHtml(value)}">${escapeHtml(text)}</button></p>`;
}

export function hidden(name: string, value = ''): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
}

export function form({ text }: Holes, inside: string): string {
  return `<form method="post" action="${escapeHtml(text?.action ?? '')}">${inside}</form>`;
}
