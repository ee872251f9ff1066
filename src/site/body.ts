import type { Root } from 'mdast';
import type { Library, Picture } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { type Properties, renderWeb } from '#render/web.ts';
import { soundPath } from './addresses.ts';
import { relativePicture } from './picture.ts';
import { subscribeBlock } from './subscribe-block.ts';

export interface Body {
  /** Path from the content's root, with slashes. */
  readonly file: string;
  readonly language: Language;
  readonly body: Root;
}

interface Where {
  readonly library: Library;
  /** Names of sounds by their absolute paths. */
  readonly sounds: ReadonlyMap<string, string>;
  /** Path of the page on this site. */
  readonly path: string;
  readonly topLevel?: number;
}

interface Drawn {
  readonly html: string;
  /** The pictures that the HTML asks for, once each. */
  readonly pictures: string[];
}

/**
 * A body as HTML whose pictures are left to Astro: an `img` carries `__ASTRO_IMAGE_`, the marker that Astro's content layer
 * itself writes for pictures in `.md` files and fills when the entry is rendered.
 */
export function drawBody({ file, language, body }: Body, { library, sounds, path, topLevel = 2 }: Where): Drawn {
  const pictures: string[] = [];
  let forms = 0;
  const html = renderWeb(body, {
    library,
    language,
    topLevel,
    page: `${library.newsletter.url}${path}`,
    picture: picture => {
      const src = relativePicture(library, file, picture);
      pictures.push(src);
      return marked(picture, src, pictures.length - 1);
    },
    sound: sound => soundPath(sounds.get(sound.file) ?? ''),
    subscribe: () => subscribeBlock(library, language, ++forms),
  });
  return { html, pictures: [...new Set(pictures)] };
}

/** Widths in pixels of which a browser may choose; the last is the picture's own, or the widest there is. */
const widths = [480, 720, 960];
const widest = 1280;

function marked({ alt, width }: Picture, src: string, index: number): Properties {
  const wanted = {
    src,
    alt,
    width: Math.min(width, widest),
    widths: [...widths.filter(each => each < width), Math.min(width, widest)],
    sizes: '(min-width: 44rem) 40rem, 100vw',
    // Two equal pictures in one body are two markers.
    index,
  };
  // Astro writes the other attributes itself where the marker stood.
  const nothing = { alt: undefined, width: undefined, height: undefined, loading: undefined, decoding: undefined };
  return { __ASTRO_IMAGE_: JSON.stringify(wanted), ...nothing };
}
