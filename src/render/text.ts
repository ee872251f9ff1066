import type { Root } from 'mdast';
import { linkNotes } from './pens/link-notes.ts';
import type { PenPlace } from './pens/pen.ts';
import { drawTextBody } from './pens/text-body.ts';

/** A body as plain text of 72 columns: headings underlined, quotes behind `>`, its links as numbered notes at the end. */
export function renderText(body: Root, place: PenPlace): string {
  const links = linkNotes();
  const text = drawTextBody(body, place, links);
  return `${[text, links.take().join('\n')].filter(Boolean).join('\n\n')}\n`;
}
