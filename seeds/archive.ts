/**
 * A newsletter of any size, the same one for the same numbers: `node seeds/archive.ts <folder> [--issues 520] [--per-issue 1]
 * [--languages en,be,ru] [--pictures 0] [--seed 1]`. Texts have 6 to 30 kB. `--pictures 10`: every tenth commentary has a
 * cover and a picture in its text. Settings, topics, authors and pages are the sample's.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { parse, stringify } from 'yaml';
import { addDays } from '#content/days.ts';
import { digestOf } from '#content/digest.ts';
import { trends } from '#content/trend.ts';
import { languages as allLanguages, isLanguage, type Language } from '#i18n/languages.ts';
import { bodyOf, chance, headline, sentence } from './archive-text.ts';
import { phrases } from './archive-words.ts';

export interface ArchiveSize {
  readonly issues: number;
  /** Commentaries in an issue. */
  readonly perIssue: number;
  readonly languages: readonly Language[];
  /** Every so many commentaries one has pictures; 0: none. */
  readonly pictures: number;
  readonly seed: number;
}

export const tenYears: ArchiveSize = { issues: 520, perIssue: 1, languages: allLanguages, pictures: 0, seed: 1 };

const sample = join(import.meta.dirname, '../content');
const newest = '2024-12-23';
const topics = [
  'belarus-west',
  'sanctions',
  'justice',
  'human-rights',
  'borders',
  'military',
  'politics',
  'propaganda',
];
const authors = ['foreign-desk', 'economy-desk', 'rights-desk', 'security-desk', 'night-desk'];

/** Writes the newsletter below `root`/content. */
export async function writeArchive(root: string, size: ArchiveSize): Promise<void> {
  const content = join(root, 'content');
  await mkdir(join(content, 'pages'), { recursive: true });
  await cp(join(sample, 'authors'), join(content, 'authors'), { recursive: true });
  for (const name of ['topics.yaml', 'authors.yaml'])
    await writeFile(join(content, name), stringify(await sampleYaml(name, size)));
  for (const language of size.languages)
    await cp(join(sample, `pages/about.${language}.mdx`), join(content, `pages/about.${language}.mdx`));

  const ids = Array.from({ length: size.issues }, (_, at) => addDays(newest, (at + 1 - size.issues) * 7));
  const picks = slugs(size)
    .slice(0, 3)
    .map(slug => `${ids.at(-1)}/${slug}`);
  const lists = Object.fromEntries(size.languages.map(each => [each, { interface: each, take: [each] }]));
  const settings = { ...(await sampleYaml('newsletter.yaml', size)), languages: size.languages, lists, picks };
  await writeFile(join(content, 'newsletter.yaml'), stringify(settings));
  const older: string[] = [];
  for (const [at, id] of ids.entries()) {
    await writeIssue(join(content, 'issues', id), { id, at, size, older: older.slice(-40) });
    older.push(...slugs(size).map(slug => `${id}/${slug}`));
  }
}

function slugs({ perIssue }: ArchiveSize): string[] {
  return Array.from({ length: perIssue }, (_, at) => `piece-${at + 1}`);
}

/** A file of the sample with no words but those of these languages. */
async function sampleYaml(name: string, { languages }: ArchiveSize): Promise<object> {
  const isSpoken = (key: string) => !isLanguage(key) || languages.includes(key);
  return parse(await readFile(join(sample, name), 'utf8'), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([key]) => isSpoken(key)))
      : value,
  );
}

interface WrittenIssue {
  readonly id: string;
  /** Its place in the line of issues, from 0. */
  readonly at: number;
  readonly size: ArchiveSize;
  readonly older: readonly string[];
}

async function writeIssue(folder: string, { id, at, size, older }: WrittenIssue): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'issue.yaml'),
    stringify({ number: at + 1, volume: id.slice(0, 4), order: slugs(size) }),
  );
  for (const language of size.languages) {
    const luck = chance(`${size.seed} ${id} issue ${language}`);
    // Every fourth issue has words of its own.
    if (at % 4 !== 0) continue;
    const fields = { title: headline(language, luck), signoff: phrases[language].signoff };
    await writeFile(join(folder, `issue.${language}.mdx`), mdx(fields, sentence(language, luck)));
  }
  for (const [place, slug] of slugs(size).entries()) {
    const one = at * size.perIssue + place;
    const picture = size.pictures > 0 && one % size.pictures === 0 ? `${slug}.jpg` : undefined;
    if (picture !== undefined) await drawPicture(join(folder, picture), one);
    await writeCommentary(folder, { id, slug, one, size, older, ...(picture !== undefined && { picture }) });
  }
}

interface WrittenCommentary {
  readonly id: string;
  readonly slug: string;
  /** Its place in the line of commentaries, from 0. */
  readonly one: number;
  readonly size: ArchiveSize;
  readonly older: readonly string[];
  readonly picture?: string;
}

async function writeCommentary(folder: string, { id, slug, one, size, older, picture }: WrittenCommentary) {
  const common = chance(`${size.seed} ${id} ${slug}`);
  const trend = common.pick([...trends, 'not assessed']);
  const author = common.pick(authors);
  const topic = common.pick(topics);
  const sizeBytes = common.number(5_000, 25_000);
  let source: string | undefined;
  // Each language is the original's in turn.
  const from = one % size.languages.length;
  for (const language of [...size.languages.slice(from), ...size.languages.slice(0, from)]) {
    const luck = chance(`${size.seed} ${id} ${slug} ${language}`);
    const words = { title: headline(language, luck), summary: sentence(language, luck) };
    const points = luck.number(1, 3) === 1 ? [sentence(language, luck), sentence(language, luck)] : [];
    const body = bodyOf(language, sizeBytes, luck, { older, ...(picture !== undefined && { picture }) });
    const fields = {
      period: `${id}/${addDays(id, 6)}`,
      topic,
      ...(trend !== 'not assessed' && { trend }),
      ...words,
      ...(source !== undefined && { original: source.slice(0, 2), source }),
      author,
      ...(points.length > 0 && { points }),
      ...(picture !== undefined && { cover: { src: `./${picture}`, alt: phrases[language].caption, archive: true } }),
    };
    source ??= `${language}@${digestOf({ ...words, points, source: body })}`;
    await writeFile(join(folder, `${slug}.${language}.mdx`), mdx(fields, body));
  }
}

function mdx(fields: object, body: string): string {
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${body}\n`;
}

/** A picture of its own for each commentary, as large as those that newspapers send. */
async function drawPicture(file: string, one: number): Promise<void> {
  const hue = (one * 47) % 360;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="1600" height="900" fill="hsl(${hue},40%,80%)"/><path d="M0 ${500 + (one % 300)} 400 300 800 ${600 - (one % 200)} 1200 250 1600 700V900H0z" fill="hsl(${hue},45%,35%)"/></svg>`;
  await sharp(Buffer.from(drawing)).flatten().jpeg({ quality: 82 }).toFile(file);
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      issues: { type: 'string', default: String(tenYears.issues) },
      'per-issue': { type: 'string', default: String(tenYears.perIssue) },
      languages: { type: 'string', default: tenYears.languages.join() },
      pictures: { type: 'string', default: String(tenYears.pictures) },
      seed: { type: 'string', default: String(tenYears.seed) },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new TypeError('Name the folder to write into: node seeds/archive.ts ../archive');
  await writeArchive(resolve(folder), {
    issues: Number(values.issues),
    perIssue: Number(values['per-issue']),
    languages: values.languages.split(',').filter(isLanguage),
    pictures: Number(values.pictures),
    seed: Number(values.seed),
  });
}
