import { createHash } from 'node:crypto';
import type { RootContent } from 'mdast';
import type { Picture } from '#content/media.ts';
import type { Library, Version } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { VesnikError } from '#errors.ts';

/** A picture as mails show it: a JPEG without EXIF, GPS and XMP. The same file always gives the same bytes. */
export interface MailPicture {
  /** `<sha256 of the bytes>.jpg`: its name below `/m/`. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

interface Step {
  readonly width: number;
  readonly quality: number;
}

/** All pictures of one mail, in bytes before base64. */
export const pictureBudgetBytes = 150_000;

const finest: Step = { width: 600, quality: 72 };
// Tried in turn until a mail's pictures keep to the budget together.
const steps: readonly Step[] = [
  finest,
  { width: 600, quality: 60 },
  { width: 600, quality: 45 },
  { width: 480, quality: 45 },
  { width: 360, quality: 40 },
];

/** The picture as `images: remote` links it and the build puts it below `/m/`: one function for both. */
export async function mailPicture(picture: Picture): Promise<MailPicture> {
  return encode(picture, finest);
}

/**
 * Pictures to stand inside one mail, by their files, together at most {@link pictureBudgetBytes}. Where even the
 * smallest do not fit, the last ones are left out.
 */
export async function embeddedPictures(pictures: readonly Picture[]): Promise<ReadonlyMap<string, MailPicture>> {
  const files = [...new Map(pictures.map(picture => [picture.file, picture])).values()];
  let drawn: [string, MailPicture][] = [];
  for (const step of steps) {
    drawn = await Promise.all(files.map(async picture => [picture.file, await encode(picture, step)] as const)).then(
      pairs => pairs.map(([file, made]): [string, MailPicture] => [file, made]),
    );
    if (total(drawn) <= pictureBudgetBytes) break;
  }
  while (total(drawn) > pictureBudgetBytes) drawn = drawn.slice(0, -1);
  return new Map(drawn);
}

/** The pictures of a mail in the order in which they are shown: each piece's cover, then those of its body. */
export function picturesOf({ pieces, issue, list }: Selection): Picture[] {
  const letter = issue.words[list.interface]?.letter.children ?? [];
  return [...bodyPictures(letter), ...pieces.flatMap(({ version }) => versionPictures(version))];
}

/** Every picture that a mail of any list may show, once each: what the build puts below `/m/` for `images: remote`. */
export function everyMailPicture({ issues, letters }: Library): Picture[] {
  const ofIssues = issues.flatMap(({ words, commentaries }) => [
    ...Object.values(words).flatMap(({ letter }) => bodyPictures(letter.children)),
    ...commentaries.flatMap(({ versions }) => Object.values(versions).flatMap(versionPictures)),
  ]);
  const ofLetters = letters.flatMap(({ versions }) =>
    Object.values(versions).flatMap(({ body }) => bodyPictures(body.children)),
  );
  const pictures = [...ofIssues, ...ofLetters];
  return [...new Map(pictures.map(picture => [picture.file, picture])).values()];
}

function versionPictures({ cover, body, withdrawn }: Version): Picture[] {
  if (withdrawn !== undefined) return [];
  return [...(cover === undefined ? [] : [cover]), ...bodyPictures(body.children)];
}

function bodyPictures(nodes: readonly RootContent[]): Picture[] {
  return nodes.flatMap(node => {
    if (node.type === 'block' && node.name === 'Figure') return [node.props.picture];
    return 'children' in node ? bodyPictures(node.children) : [];
  });
}

function total(drawn: readonly [string, MailPicture][]): number {
  return drawn.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);
}

// A mailing draws the same pictures in each of its variants: four of them cost 88 ms, all the rest of that mail 45. A changed
// file comes with a new library, whose pictures are new objects.
const drawnBefore = new WeakMap<Picture, Map<Step, Promise<MailPicture>>>();

function encode(picture: Picture, step: Step): Promise<MailPicture> {
  const before = drawnBefore.get(picture) ?? new Map<Step, Promise<MailPicture>>();
  drawnBefore.set(picture, before);
  const drawn = before.get(step) ?? draw(picture, step);
  before.set(step, drawn);
  return drawn;
}

async function draw(picture: Picture, { width, quality }: Step): Promise<MailPicture> {
  // It takes 60 ms to load, and most programs that could draw one do not.
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(picture.file)
      .rotate()
      .resize({ width, withoutEnlargement: true })
      // A JPEG has no transparency; what was transparent gets the ground on which the mail stands.
      .flatten({ background: '#fffdf8' })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    const name = `${createHash('sha256').update(data).digest('hex')}.jpg`;
    return { name, bytes: data, width: info.width, height: info.height };
  } catch (cause) {
    throw new VesnikError({
      code: 'picture-unreadable',
      message: `The picture ${picture.src} cannot be read as a picture.`,
      hint: 'Save it again as JPEG or PNG, of 16,000 pixels a side at most.',
      cause,
    });
  }
}
