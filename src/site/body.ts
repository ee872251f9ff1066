import type { Root } from 'mdast';
import type { Picture } from '#content/media.ts';
import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { type Properties, renderWeb } from '#render/web.ts';
import { soundPath } from './addresses.ts';
import { pictureMarker } from './picture-marker.ts';
import { subscribeBlock } from './subscribe-block.ts';

/** A text and where it stands. */
export interface Body {
  readonly language: Language;
  readonly body: Root;
  /** Path of the page on this site. */
  readonly path: string;
  /** Level of its highest heading. */
  readonly topLevel: number;
}

interface Where {
  readonly library: Library;
  /** Names of sounds by their absolute paths. */
  readonly sounds: ReadonlyMap<string, string>;
}

/** A body as HTML whose pictures are left to `withPictures`. */
export function drawBody({ language, body, path, topLevel }: Body, { library, sounds }: Where): string {
  let forms = 0;
  return renderWeb(body, {
    library,
    language,
    topLevel,
    page: `${library.newsletter.url}${path}`,
    picture: marked,
    sound: sound => soundPath(sounds.get(sound.file) ?? ''),
    subscribe: () => subscribeBlock(library, language, ++forms),
  });
}

/** Widths in pixels of which a browser may choose; the last is the picture's own, or the widest there is. */
const widths = [480, 720, 960];
const widest = 1280;

function marked({ file, alt, width }: Picture): Properties {
  const wanted = {
    file,
    alt,
    width: Math.min(width, widest),
    widths: [...widths.filter(each => each < width), Math.min(width, widest)],
    sizes: '(min-width: 44rem) 40rem, 100vw',
  };
  // Astro says what stands in the other attributes.
  const nothing = { alt: undefined, width: undefined, height: undefined, loading: undefined, decoding: undefined };
  return { [pictureMarker.attribute]: pictureMarker.write(wanted), ...nothing };
}
