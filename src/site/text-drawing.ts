import type { Library, Version } from '#content/model.ts';
import { commentaryAddress } from '#render/addresses.ts';
import { renderFeedBody } from '#render/feed.ts';
import { soundPath } from './addresses.ts';
import { type Body, drawBody } from './body.ts';
import { drawingKey } from './drawing-key.ts';
import type { KeptDrawings } from './kept-drawings.ts';
import { fedPictureMarker } from './picture-marker.ts';

interface Drawing {
  readonly drawings: KeptDrawings;
  /** Names of sounds by their absolute paths. */
  readonly sounds: ReadonlyMap<string, string>;
}

export type TextDrawing = ReturnType<typeof textDrawing>;

/** Draws the texts of a library for pages and for feeds, or takes them as they were drawn before. */
export function textDrawing(library: Library, { drawings, sounds }: Drawing) {
  const { url } = library.newsletter;
  const webKey = ({ language, body, path, topLevel }: Body) =>
    drawingKey(
      'web',
      body,
      { library, language, bodyLanguage: language, base: '', page: url + path, topLevel },
      sounds,
    );
  const feedKey = ({ language, commentary, body }: Version) => {
    const page = commentaryAddress(url, language, commentary);
    return drawingKey(
      'feed',
      body,
      { library, language, bodyLanguage: language, base: url, page, topLevel: 2 },
      sounds,
    );
  };
  return {
    webKey,
    want: drawings.want,
    web: (text: Body) => drawings.take(webKey(text), () => drawBody(text, { library, sounds })),
    fed: (version: Version) =>
      drawings.take(feedKey(version), () =>
        renderFeedBody(version, {
          library,
          picture: ({ file, width }) => ({ src: fedPictureMarker.write({ file, width }) }),
          sound: sound => url + soundPath(sounds.get(sound.file) ?? ''),
        }),
      ),
  };
}
