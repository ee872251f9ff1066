import type { Language } from '#i18n/languages.ts';
import type { AssetReader } from './asset-reader.ts';
import { isEmpty, parseBody } from './body.ts';
import type { Asset, MeasuredPicture, MeasuredSound, Mention } from './body-context.ts';
import { type CommentaryFields, commentarySchema } from './commentary-schema.ts';
import { addDays, instantAt, writeInstant } from './days.ts';
import { defined } from './defined.ts';
import { digestOf } from './digest.ts';
import { type Fault, fault, isError, type Place } from './fault.ts';
import { fieldFaults } from './field-faults.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Picture, Sound, Version } from './model.ts';
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

export interface Parsed<Value> {
  /** Undefined where there is any error. */
  readonly parsed: Value | undefined;
  readonly faults: readonly Fault[];
  /** Where it leads to, also where there are errors. */
  readonly mentions: readonly Mention[];
}

/** Reads one version: front matter, body, pictures and sounds. All faults at once, in the order of the file. */
export async function parseVersion(source: VersionSource, setting: Setting): Promise<Parsed<ParsedVersion>> {
  const { text, file, folder, issue, slug, language } = source;
  const { value: fields, faults, placeOf, body: bodySource } = readFrontMatter(text, commentarySchema);
  const picture = (src: string) => setting.assets.picture(folder, src);
  const sound = (src: string) => setting.assets.sound(folder, src);
  const body = await parseBody(bodySource, { picture, sound, topics: setting.topics });
  const all: Fault[] = [...faults, ...body.faults];
  const { mentions } = body;
  if (!fields) return { parsed: undefined, faults: inOrder(all), mentions };

  all.push(...fieldFaults(fields, { issue, language, placeOf }, setting));
  if (isEmpty(body.tree.children) && fields.withdrawn === undefined && !fields.draft && !all.some(isError)) {
    const place = { line: text.split('\n').length, column: 1 };
    all.push(
      fault(
        place,
        'body-empty',
        'The commentary has no text.',
        'Write it, or put `draft: true` into the front matter.',
      ),
    );
  }
  const cover = fields.cover && (await coverPicture(fields.cover, picture, placeOf, all));
  const audio = fields.audio && (await leadSound(fields.audio, sound, placeOf, all));
  if (all.some(isError)) return { parsed: undefined, faults: inOrder(all), mentions };

  const isWithdrawn = fields.withdrawn !== undefined;
  const words = isWithdrawn ? 0 : countWords(readableText(body.tree));
  const version = {
    commentary: `${issue}/${slug}`,
    language,
    file,
    title: fields.title,
    summary: fields.summary,
    authors: fields.author.filter(id => setting.authors?.get(id)?.hidden !== true),
    points: fields.points,
    ...defined({ cover, audio, withdrawn: fields.withdrawn, source: fields.source }),
    published: fields.published
      ? writeInstant(new Date(fields.published))
      : instantAt(addDays(fields.period.end, 1), 9, setting.timezone),
    aliases: fields.aliases,
    corrections: fields.corrections,
    draft: fields.draft,
    body: isWithdrawn ? { type: 'root' as const, children: [] } : body.tree,
    digest: digestOf({ ...fields, source: bodySource }),
    words,
    readingMinutes: isWithdrawn ? 0 : readingMinutes(words, language),
    contents: isWithdrawn ? [] : body.contents,
  };
  return { parsed: { version, slug, fields, placeOf, text }, faults: inOrder(all), mentions };
}

/** The faults of one file as a reader meets them. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

async function coverPicture(
  { src, alt, caption, credit, archive }: NonNullable<CommentaryFields['cover']>,
  picture: (src: string) => Promise<Asset<MeasuredPicture>>,
  placeOf: ParsedVersion['placeOf'],
  faults: Fault[],
): Promise<Picture | undefined> {
  const asset = await picture(src);
  if (asset.ok) return { ...asset.measured, alt, archive, ...defined({ caption, credit }) };
  faults.push({ ...asset.fault, ...placeOf(['cover', 'src']) });
  return undefined;
}

async function leadSound(
  { src, title, made }: NonNullable<CommentaryFields['audio']>,
  sound: (src: string) => Promise<Asset<MeasuredSound>>,
  placeOf: ParsedVersion['placeOf'],
  faults: Fault[],
): Promise<Sound | undefined> {
  const asset = await sound(src);
  if (asset.ok) return { ...asset.measured, title, ...defined({ made }) };
  faults.push({ ...asset.fault, ...placeOf(['audio', 'src']) });
  return undefined;
}
