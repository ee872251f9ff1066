import type { RootContent } from 'mdast';
import { type BlockName, type BlockRule, blocks } from './blocks.ts';
import type { BodyContext, Surroundings } from './body-context.ts';
import { fault } from './fault.ts';
import type { Tag } from './written-attributes.ts';

/** Whether a block may stand where it stands. */
export function checkPlace(name: BlockName, tag: Tag, { block, container }: Surroundings, context: BodyContext): void {
  const place = tag.position?.start;
  const outer: BlockRule | undefined = block && blocks[block];
  if (container !== undefined) {
    context.faults.push(
      fault(place, 'block-place', `\`<${name}>\` stands in ${container}.`, 'Put it after, at the beginning of a line.'),
    );
  } else if (outer && !outer.holds.blocks.includes(name)) {
    const may =
      outer.holds.blocks.length === 0 ? 'It may hold no block.' : `It may hold: ${outer.holds.blocks.join(', ')}.`;
    context.faults.push(fault(place, 'block-place', `\`<${name}>\` cannot stand in \`<${block}>\`.`, may));
  } else if (!block && name === 'Event') {
    const hint = `Write it in a timeline:\n${blocks.Timeline.example}`;
    context.faults.push(fault(place, 'block-place', '`<Event>` stands outside of a `<Timeline>`.', hint));
  }
}

/** Whether a block holds what it should. */
export function checkChildren(name: BlockName, children: readonly RootContent[], tag: Tag, context: BodyContext): void {
  const rule: BlockRule = blocks[name];
  const place = tag.position?.start;
  const strayed = children.find(child => child.type !== 'block');
  if (!rule.holds.text && strayed) {
    const wanted = rule.holds.blocks.length === 0 ? 'nothing' : rule.holds.blocks.map(one => `\`<${one}>\``).join(', ');
    context.faults.push(
      fault(
        strayed.position?.start ?? place,
        'block-children',
        `\`<${name}>\` holds text, and may hold ${wanted}.`,
        `Write\n${rule.example}`,
      ),
    );
  }
  if ((rule.holds.text || rule.holds.blocks.length > 0) && children.length === 0 && !isBroken(tag, context)) {
    context.faults.push(fault(place, 'block-empty', `\`<${name}>\` holds nothing.`, `Write\n${rule.example}`));
  }
}

/** Whether something inside the tag was refused already, so that it only seems empty. */
function isBroken({ position }: Tag, { faults }: BodyContext): boolean {
  return faults.some(({ line }) => position && line >= position.start.line && line <= position.end.line);
}
