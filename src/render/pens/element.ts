import type { Element, ElementContent, Properties } from 'hast';

type Child = ElementContent | string | undefined;

/** A hast element. Strings become text, undefined children are left out. */
export function element(tagName: string, properties: Properties, children: readonly Child[] = []): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.flatMap(child =>
      child === undefined ? [] : [typeof child === 'string' ? { type: 'text', value: child } : child],
    ),
  };
}
