import type { Heading } from 'mdast';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import type { BodyContext, Surroundings } from './body-context.ts';
import { fault } from './fault.ts';

/** A fault where a heading stands in the wrong place or at the wrong depth: the title is the only one of the first level. */
export function placeHeading(heading: Heading, around: Surroundings, context: BodyContext): void {
  const words = textOf(heading).slice(0, 60);
  const place = heading.position?.start;
  const { block, container } = around;
  const refuse = (rule: string, message: string, hint: string) =>
    context.faults.push(fault(place, rule, message, hint));
  if (words.trim() === '') {
    refuse('heading-empty', 'A heading without words.', 'Write `## words`, or `\\#` for the sign itself.');
  } else if (container !== undefined || (block !== undefined && block !== 'Story')) {
    refuse(
      'heading-place',
      `A heading stands in ${container ?? `\`<${block}>\``}.`,
      `Write \`**${words}**\`, or put it outside.`,
    );
  } else if (block === 'Story' && heading.depth < 3) {
    refuse('heading-depth', 'A heading in a `<Story>` is below the story’s title.', `Write \`### ${words}\`.`);
  } else if (heading.depth === 1) {
    refuse(
      'heading-depth',
      'The title in the front matter is the only heading of the first level.',
      `Write \`## ${words}\`.`,
    );
  } else if (heading.depth > around.heading.depth + 1) {
    const wanted = '#'.repeat(around.heading.depth + 1);
    refuse('heading-depth', 'This heading skips a level.', `Write \`${wanted} ${words}\`.`);
  }
  around.heading.depth = heading.depth;
}

/** The heading with its id in `data.hProperties.id`, entered in the contents. */
export function headingId(heading: Heading, context: BodyContext): Heading {
  const text = textOf(heading);
  const id = context.nextId(text);
  context.contents.push({ id, depth: heading.depth, text });
  return { ...heading, data: { ...heading.data, hProperties: { id } } };
}
