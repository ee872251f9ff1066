// Small writers of XML 1.0: what they are given is text, and what they give is markup.

/** A piece of markup, so that no text is taken for one. */
export interface Markup {
  readonly markup: string;
}

type Content = string | Markup | readonly Markup[];

/** An element with attributes and either text or other elements. */
export function element(name: string, attributes: Readonly<Record<string, string>>, content: Content = []): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inside =
    typeof content === 'string'
      ? escapeXml(content)
      : [content]
          .flat()
          .map(({ markup }) => markup)
          .join('');
  return { markup: `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}` };
}

/** A whole document. */
export function xmlDocument({ markup }: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`;
}

// Characters that XML 1.0 (2.2) has no way to write.
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(impossible, '').replace(/[&<>"]/g, found => entities[found] ?? found);
}
