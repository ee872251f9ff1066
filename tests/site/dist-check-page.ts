import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** An element of a page, flat: name, attributes, and the text directly in it. */
export interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

export interface CheckedPage {
  readonly file: string;
  /** As a reader asks for it: `/en/about/`, `/404.html`. */
  readonly path: string;
  readonly elements: readonly PageElement[];
  readonly ids: readonly string[];
  /** Kept out of search engines. */
  readonly isUnlisted: boolean;
}

type Node = DefaultTreeAdapterTypes.Node;

export function readPage(file: string, html: string): CheckedPage {
  const elements = [...walk(parse(html))];
  const robots = valuesOf(elements, 'meta', 'content', { name: 'robots' });
  return {
    file,
    path: `/${file.replace(/(^|\/)index\.html$/, '$1')}`,
    elements,
    ids: elements.flatMap(({ attributes }) => attributes.get('id') ?? []),
    isUnlisted: robots.some(each => each.includes('noindex')),
  };
}

/** The values of one attribute on the elements of a name whose other attributes are as given. */
export function valuesOf(
  elements: readonly PageElement[],
  name: string,
  attribute: string,
  wanted: Readonly<Record<string, string>> = {},
): string[] {
  return elements
    .filter(each => each.name === name)
    .filter(({ attributes }) => Object.entries(wanted).every(([key, value]) => attributes.get(key) === value))
    .flatMap(({ attributes }) => attributes.get(attribute) ?? []);
}

function* walk(node: Node): Generator<PageElement> {
  if ('tagName' in node) {
    const text = node.childNodes.flatMap(child => ('value' in child ? child.value : [])).join('');
    const attributes = new Map(
      node.attrs.map(({ name, value, prefix }) => [prefix ? `${prefix}:${name}` : name, value]),
    );
    yield { name: node.tagName, attributes, text };
    if ('content' in node) yield* walk(node.content);
  }
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}
