import type { Image } from 'mdast';
import type { Tag } from './written-attributes.ts';

/** The `Figure` that a picture alone in its paragraph stands for: `![A bridge](./bridge.jpg "The bridge in May")`. */
export function figureOf({ url, alt, title, position }: Image): Tag {
  const attributes = Object.entries({ src: url, alt: alt ?? '', ...(title && { caption: title }) });
  return {
    type: 'mdxJsxFlowElement',
    name: 'Figure',
    attributes: attributes.map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
    ...(position && { position }),
  };
}
