import type { BlockProps } from '#content/blocks.ts';
import { findCommentary, nearestVersion } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { commentaryAddress } from './addresses.ts';
import { linkAddress } from './escape.ts';
import type { PenPlace } from './pens/pen.ts';

/** Where a pull-out link leads. `language` is given where the words are not in the body's language. */
export interface ReadMoreTarget {
  readonly href: string;
  readonly title: string;
  readonly language?: Language;
}

/** Resolves `issue/slug` to the page in the body's language, else to the original's; undefined where nothing is there. */
export function readMoreTarget(props: BlockProps['ReadMore'], place: PenPlace): ReadMoreTarget | undefined {
  if (props.to === undefined) {
    const href = props.href === undefined ? undefined : linkAddress(props.href, place);
    return href === undefined ? undefined : { href, title: props.title ?? href };
  }
  const commentary = findCommentary(place.library, props.to);
  const version = commentary && nearestVersion(commentary, place.bodyLanguage);
  if (version === undefined) return undefined;
  const href = commentaryAddress(place.base, version.language, version.commentary);
  if (props.title !== undefined) return { href, title: props.title };
  return version.language === place.bodyLanguage
    ? { href, title: version.title }
    : { href, title: version.title, language: version.language };
}
