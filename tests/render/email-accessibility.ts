import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * What a mail does against the Email Markup Consortium's list and email.md, where axe and html-validate do not look. A
 * sentence for each fault.
 */
export function accessibilityFaults(html: string): string[] {
  const document = parse(html);
  const elements = elementsOf(document);
  const html5 = elements.find(({ tagName }) => tagName === 'html');
  const faults: string[] = [];
  const check = (isGood: boolean, fault: string) => {
    if (!isGood) faults.push(fault);
  };
  const language = attribute(html5, 'lang');
  const shown = elements.filter(element => !isHidden(element));

  check(Boolean(language) && attribute(html5, 'dir') === 'ltr', 'html needs lang and dir');
  const wrapper = elements.find(element => parentName(element) === 'body' && !isHidden(element));
  check(
    attribute(wrapper, 'lang') === language && attribute(wrapper, 'dir') === 'ltr',
    'the wrapper inside body needs the same lang and dir',
  );
  check(text(elements.find(({ tagName }) => tagName === 'title')).trim() !== '', 'title is empty');

  for (const table of all(shown, 'table'))
    check(
      attribute(table, 'role') === 'presentation' || elementsOf(table).some(({ tagName }) => tagName === 'th'),
      'a table is neither presentation nor has headings',
    );
  for (const cell of all(shown, 'th')) check(Boolean(attribute(cell, 'scope')), `th "${text(cell)}" needs a scope`);
  for (const image of all(shown, 'img'))
    for (const name of ['alt', 'width', 'height']) check(Boolean(attribute(image, name)), `an img needs ${name}`);

  const levels = shown.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []).map(Number);
  check(levels.filter(level => level === 1).length === 1, 'there must be one h1');
  check(levels[0] === 1, 'the first heading must be the h1');
  levels.forEach((level, at) => {
    check(at === 0 || level <= (levels[at - 1] ?? 0) + 1, `heading ${at + 1} skips a level`);
  });

  faults.push(...linkFaults(all(shown, 'a')));
  faults.push(...shown.flatMap(styleFaults));
  faults.push(...languageFaults(document));
  const hidden = elements.filter(element => /display:\s*none/.test(attribute(element, 'style') ?? ''));
  check(hidden.length <= 1, 'more than one hidden element');
  return faults;
}

/** Words that do not say where a link leads. */
const idle = new Set([
  'here',
  'click here',
  'link',
  'more',
  'read more',
  'тут',
  'тыц',
  'сюды',
  'спасылка',
  'здесь',
  'сюда',
  'ссылка',
]);

function linkFaults(links: readonly Element[]): string[] {
  const targets = new Map<string, string>();
  return links.flatMap(link => {
    const words = text(link).trim().replaceAll(/\s+/g, ' ').toLowerCase();
    const href = attribute(link, 'href') ?? '';
    const before = targets.get(words);
    targets.set(words, href);
    return [
      ...(words === '' || idle.has(words) ? [`the link to ${href} does not say where it leads`] : []),
      ...(before !== undefined && before !== href ? [`"${words}" leads to ${before} and to ${href}`] : []),
      ...(/text-decoration/.test(attribute(link, 'style') ?? '') ? [`"${words}" is not underlined`] : []),
    ];
  });
}

function styleFaults(element: Element): string[] {
  const style = attribute(element, 'style') ?? '';
  // MJML sets the space between its cells to nothing; words inside have sizes of their own.
  const size = Number(/(?:^|;)\s*font-size:\s*(\d+)px/.exec(style)?.[1] ?? Number.NaN);
  const height = Number(/line-height:\s*([\d.]+)(?![\d.]*(?:px|%))/.exec(style)?.[1] ?? Number.NaN);
  const isHeading = /^h[1-6]$/.test(element.tagName);
  return [
    ...(size > 0 && size < 16 ? [`<${element.tagName}> is smaller than 16px: ${style}`] : []),
    ...(height > 0 && height < 1.5 && !isHeading ? [`<${element.tagName}> has tight lines: ${style}`] : []),
    ...(/(?<!-)color:\s*(#000|#000000|black|#fff|#ffffff|white)\b/.test(style)
      ? [`pure black or white: ${style}`]
      : []),
  ];
}

/** Letters that the language at hand does not have. */
const strange: Readonly<Record<string, RegExp>> = {
  en: /\p{Script=Cyrillic}/u,
  be: /[ищъИЩЪ]/,
  ru: /[іўІЎ]/,
};

function languageFaults(node: Node, language = ''): string[] {
  if (node.nodeName === '#text' && 'value' in node && strange[language]?.test(node.value))
    return [`in ${language}: "${node.value.trim().slice(0, 60)}"`];
  const here = 'attrs' in node ? (attribute(node, 'lang') ?? language) : language;
  return 'childNodes' in node ? node.childNodes.flatMap(child => languageFaults(child, here)) : [];
}

export function elementsOf(node: Node): Element[] {
  const inside = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...inside] : inside;
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find(one => one.name === name)?.value;
}

function text(node: Node | undefined): string {
  if (node === undefined) return '';
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(text).join('') : '';
}

function all(elements: readonly Element[], name: string): Element[] {
  return elements.filter(({ tagName }) => tagName === name);
}

function parentName({ parentNode }: Element): string {
  return parentNode?.nodeName ?? '';
}

function isHidden(element: Element): boolean {
  return /display:\s*none/.test(attribute(element, 'style') ?? '');
}
