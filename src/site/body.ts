import type { Root } from 'mdast';
import type { Library, Picture } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { type Properties, renderWeb } from '#render/web.ts';
import { soundPath } from './addresses.ts';
import { drawingKey } from './drawing-key.ts';
import type { Drawing, Drawn, KeptDrawings } from './kept-drawings.ts';
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
  readonly drawings: KeptDrawings;
}

/**
 * A body as HTML whose pictures are left to Astro: an `img` carries `__ASTRO_IMAGE_`, the marker that Astro's content layer
 * itself writes for pictures in `.md` files and fills when the entry is rendered.
 */
export function drawBody(of: Body, { drawings, topLevel = 2, ...where }: Where): Drawing {
  const { library, sounds, path } = where;
  const { language, body } = of;
  const page = `${library.newsletter.url}${path}`;
  const key = drawingKey(body, { library, language, bodyLanguage: language, base: '', page, topLevel }, sounds);
  return drawings.take(key, () => drawNow(of, { library, sounds, topLevel, page }));
}

function drawNow(
  { file, language, body }: Body,
  { library, sounds, topLevel, page }: Pick<Where, 'library' | 'sounds'> & { topLevel: number; page: string },
): Drawn {
  const pictures = new Map<string, number>();
  let markers = 0;
  let forms = 0;
  const html = renderWeb(body, {
    library,
    language,
    topLevel,
    page,
    picture: picture => {
      const src = relativePicture(library, file, picture);
      pictures.set(src, picture.width);
      return marked(picture, src, markers++);
    },
    sound: sound => soundPath(sounds.get(sound.file) ?? ''),
    subscribe: () => subscribeBlock(library, language, ++forms),
  });
  return { html, pictures: [...pictures].map(([src, width]) => ({ src, width })) };
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
