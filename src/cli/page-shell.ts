import { html, raw } from 'hono/html';
import type { Language } from '#i18n/languages.ts';

/** Markup whose values were escaped. */
export type Markup = ReturnType<typeof html>;

interface ShellParts {
  readonly language: Language;
  readonly title: string;
  /** CSS. */
  readonly style: string;
  /** Elements of the head beside the usual ones. */
  readonly head: Markup;
  readonly body: Markup;
}

/** A whole page that stands alone: it asks for no style, script or picture. */
export function pageShell({ language, title, style, head, body }: ShellParts): Markup {
  return html`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
