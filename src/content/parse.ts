import type { Language } from '#i18n/languages.ts';
import type { AssetReader } from './asset-reader.ts';
import { isEmpty, parseBody } from './body.ts';
import type { Asset, MeasuredPicture, MeasuredSound } from './body-context.ts';
import { type CommentaryParts, commentaryParts } from './commentary-parts.ts';
import { type CommentaryFields, commentarySchema } from './commentary-schema.ts';
import { addDays, instantAt, writeInstant } from './days.ts';
import { defined } from './defined.ts';
import { digestOf } from './digest.ts';
import { type Fault, fault, isError, type Place } from './fault.ts';
import { fieldFaults } from './field-faults.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Picture, Sound } from './media.ts';
import type { Version } from './model.ts';
import { partsOf } from './parts.ts';
import type { Reading } from './reading.ts';
import { countWords, readableText, readingMinutes } from './reading-time.ts';

/** What a file must agree with. */
export interface Setting {
  /** IANA name. */
  readonly timezone: string;
  /** Ids of topics.yaml; undefined where that could not be read, so that not every file is blamed for it. */
  readonly topics: ReadonlySet<string> | undefined;
  /** Ids of authors.yaml, and whether they are hidden. */
  readonly authors: ReadonlyMap<string, { readonly hidden: boolean }> | undefined;
  readonly assets: AssetReader;
}

/** One file of one commentary. */
export interface VersionSource {
  readonly text: string;
  /** From the root, with slashes. */
  readonly file: string;
  /** Absolute path of the issue's folder. */
  readonly folder: string;
  /** Id of the issue. */
  readonly issue: string;
  readonly slug: string;
  readonly language: Language;
}

/** A version before it is known what its siblings say. */
export interface ParsedVersion {
  readonly version: Omit<Version, 'isStale'>;
  readonly slug: string;
  readonly fields: CommentaryFields;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  /** The whole file. */
  readonly text: string;
}

export interface Parsed<Value, Parts> {
  /** Undefined where there is any error. */
  readonly parsed: Value | undefined;
  readonly faults: readonly Fault[];
  /** Also where there are errors. */
  readonly reading: Reading<Parts>;
}

/** Reads one version: front matter, body, pictures and sounds. All faults at once, in the order of the file. */
export async function parseVersion(
  source: VersionSource,
  setting: Setting,
): Promise<Parsed<ParsedVersion, CommentaryParts>> {
  const { text, file, folder, issue, slug, language } = source;
  const { value: fields, faults, given, placeOf, body: bodySource } = readFrontMatter(text, commentarySchema);
  const picture = (src: string) => setting.assets.picture(folder, src);
  const sound = (src: string) => setting.assets.sound(folder, src);
  const body = await parseBody(bodySource, { picture, sound, topics: setting.topics });
  const parts = partsOf(commentaryParts, given);
  const isWithdrawn = parts.withdrawn !== undefined;
  const tree = isWithdrawn ? { type: 'root' as const, children: [] } : body.tree;
  const reading = {
    file,
    language,
    text,
    placeOf,
    parts,
    body: tree,
    mentions: body.mentions,
    tornLines: body.tornLines,
  };
  const all: Fault[] = [...faults, ...body.faults, ...fieldFaults(parts, { issue, language, placeOf }, setting)];
  const isWritten = isWithdrawn || parts.draft === true || !isEmpty(body.tree.children);
  if (given !== undefined && !isWritten && !body.faults.some(isError)) {
    const place = { line: text.split('\n').length, column: 1 };
    const hint = 'Write it, or put `draft: true` into the front matter.';
    all.push(fault(place, 'body-empty', 'The commentary has no text.', hint));
  }
  const cover = await measured(parts.cover?.src, picture, placeOf(['cover', 'src']), all);
  const audio = await measured(parts.audio?.src, sound, placeOf(['audio', 'src']), all);
  if (!fields || all.some(isError)) return { parsed: undefined, faults: inOrder(all), reading };

  const words = isWithdrawn ? 0 : countWords(readableText(body.tree));
  const version = {
    commentary: `${issue}/${slug}`,
    language,
    file,
    title: fields.title,
    summary: fields.withdrawn ?? fields.summary,
    authors: fields.author.filter(id => setting.authors?.get(id)?.hidden !== true),
    points: isWithdrawn ? [] : fields.points,
    ...defined({
      cover: fields.cover && cover && pictureOf(fields.cover, cover),
      audio: fields.audio && audio && soundOf(fields.audio, audio),
      withdrawn: fields.withdrawn,
      source: fields.source,
    }),
    published: fields.published
      ? writeInstant(new Date(fields.published))
      : instantAt(addDays(fields.period.end, 1), 9, setting.timezone),
    aliases: fields.aliases,
    corrections: fields.corrections,
    draft: fields.draft,
    body: tree,
    digest: digestOf({ ...fields, source: bodySource }),
    words,
    readingMinutes: isWithdrawn ? 0 : readingMinutes(words, language),
    contents: isWithdrawn ? [] : body.contents,
    stories: tree.children.flatMap(node => (node.type === 'block' && node.name === 'Story' ? [node.props] : [])),
  };
  return { parsed: { version, slug, fields, placeOf, text }, faults: inOrder(all), reading };
}

/** The faults of one file as a reader meets them. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

type Given<Key extends 'cover' | 'audio'> = NonNullable<CommentaryFields[Key]>;

function pictureOf({ alt, caption, credit, archive }: Given<'cover'>, cover: MeasuredPicture): Picture {
  return { ...cover, alt, archive, ...defined({ caption, credit }) };
}

function soundOf({ title, made }: Given<'audio'>, audio: MeasuredSound): Sound {
  return { ...audio, title, ...defined({ made }) };
}

/** The picture or sound that a field of the front matter names, or undefined and a fault where it cannot be used. */
async function measured<Measured>(
  src: string | undefined,
  read: (src: string) => Promise<Asset<Measured>>,
  place: Place,
  faults: Fault[],
): Promise<Measured | undefined> {
  const asset = src === undefined ? undefined : await read(src);
  if (asset?.ok) return asset.measured;
  if (asset) faults.push({ ...asset.fault, ...place });
  return undefined;
}
