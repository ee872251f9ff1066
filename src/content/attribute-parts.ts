import { z } from 'zod';
import type { BlockName } from './blocks.ts';
import type { Asset, BodyContext } from './body-context.ts';
import { fault, type Place } from './fault.ts';
import { line, reference, slug } from './fields.ts';
import { linkFault } from './links.ts';
import { part, partsOf } from './parts.ts';
import { checkLink } from './phrasing.ts';
import { didYouMean } from './suggestion.ts';
import { placeOf, type Tag, writtenAttributes } from './written-attributes.ts';

const attributeParts = z.object({
  src: part(z.string()),
  title: part(line(200)),
  topic: part(slug),
  to: part(reference),
  href: part(z.string().refine(url => linkFault(url) === undefined)),
});

/** The attributes of a tag that are right by themselves. */
export function partsOfTag(name: BlockName, tag: Tag): z.infer<typeof attributeParts> {
  return partsOf(attributeParts, writtenAttributes(name, tag).data);
}

/** Looks up the files, topics and pages that a tag names, whatever else is wrong with it. */
export function checkNamed(name: BlockName, tag: Tag, context: BodyContext): void {
  const { src, topic, to, href } = partsOfTag(name, tag);
  if (src !== undefined) {
    checkAsset((name === 'Audio' ? context.sounds : context.pictures).get(src), placeOf(tag, 'src'), context);
  }
  checkTopic(topic, placeOf(tag, 'topic'), context);
  if (to !== undefined) context.mentions.push({ place: placeOf(tag, 'to'), kind: 'commentary', target: to });
  else if (href !== undefined) checkLink(href, placeOf(tag, 'href'), context);
}

function checkAsset(asset: Asset<unknown> | undefined, place: Place, context: BodyContext): void {
  if (asset && !asset.ok) context.faults.push({ ...asset.fault, ...place });
}

function checkTopic(topic: string | undefined, place: Place, context: BodyContext): void {
  if (topic === undefined || !context.topics || context.topics.has(topic)) return;
  const hint = `${didYouMean(topic, context.topics)}Topics that exist: ${[...context.topics].join(', ')}.`;
  context.faults.push(fault(place, 'unknown-topic', `There is no topic \`${topic}\`.`, hint));
}
