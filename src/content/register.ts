import { join } from 'node:path';
import type { z } from 'zod';
import type { Language } from '#i18n/languages.ts';
import { defined } from './defined.ts';
import { type Fault, fault, type Place, problemsOf } from './fault.ts';
import type { Picture } from './media.ts';
import { type NewsletterParts, newsletterParts } from './newsletter-parts.ts';
import { newsletterSchema } from './newsletter-schema.ts';
import { partsOf } from './parts.ts';
import { measurePicture } from './picture-file.ts';
import type { Problem } from './problem.ts';
import type { Author, List, Newsletter, Topic } from './publication.ts';
import { authorParts, authorsSchema, topicsSchema } from './register-schema.ts';
import { readText } from './text-file.ts';
import { readYaml, type YamlRead } from './yaml-file.ts';

export interface Register<Value> {
  /** Undefined where the file cannot be used. */
  readonly value: Value | undefined;
  /** What it says as far as it can be read, as in `YamlRead`. */
  readonly given: unknown;
  readonly problems: readonly Problem[];
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Reads newsletter.yaml. */
export async function readNewsletter(
  root: string,
): Promise<Register<Newsletter> & { readonly parts: NewsletterParts }> {
  const register = await readRegister(root, 'newsletter.yaml', text => {
    const { languages } = partsOf(newsletterParts, readYaml(text, newsletterParts).given);
    const { value, faults, given, placeOf } = readYaml(text, newsletterSchema(languages ?? []));
    const wrong = languageFaults(partsOf(newsletterParts, given), placeOf);
    const newsletter = value && wrong.length === 0 ? newsletterOf(value) : undefined;
    return { value: newsletter, faults: [...faults, ...wrong], given, placeOf };
  });
  return { ...register, parts: partsOf(newsletterParts, register.given) };
}

/** Reads topics.yaml. */
export async function readTopics(
  root: string,
  spoken: readonly Language[],
): Promise<Register<ReadonlyMap<string, Topic>>> {
  return readRegister(root, 'topics.yaml', text => {
    const { value, ...rest } = readYaml(text, topicsSchema(spoken));
    const topics = value && new Map(Object.entries(value).map(([id, topic]) => [id, { id, ...topic }]));
    return { value: topics, ...rest };
  });
}

/** Reads authors.yaml with the pictures, hidden authors too. */
export async function readAuthors(
  root: string,
  spoken: readonly Language[],
): Promise<Register<ReadonlyMap<string, Author>>> {
  const read = await readRegister(root, 'authors.yaml', text => readYaml(text, authorsSchema(spoken)));
  const faults: Fault[] = [];
  const authors = new Map<string, Author>();
  for (const [id, given] of Object.entries(partsOf(authorParts, read.given))) {
    const src = given?.picture;
    const asset = src === undefined ? undefined : await measurePicture(join(root, 'content'), src);
    if (asset && !asset.ok) faults.push({ ...asset.fault, ...read.placeOf([id, 'picture']) });
    const author = read.value?.[id];
    if (!author) continue;
    const { name, role, biography, hidden } = author;
    // The name stands beside the picture, so it has nothing to add for those who do not see it.
    const picture: Picture | undefined = asset?.ok ? { ...asset.measured, alt: '', archive: false } : undefined;
    authors.set(id, { id, name, hidden, ...defined({ role, biography, picture }) });
  }
  return {
    ...read,
    value: read.value && authors,
    problems: [...read.problems, ...problemsOf('content/authors.yaml', faults)],
  };
}

async function readRegister<Value>(
  root: string,
  name: string,
  parse: (text: string) => YamlRead<Value>,
): Promise<Register<Value>> {
  const file = `content/${name}`;
  const start = { line: 1, column: 1 };
  const read = readText(join(root, file));
  if (read?.text === undefined) {
    const missing = fault(
      undefined,
      'missing-file',
      `There is no \`${file}\`.`,
      'Copy the one of the sample newsletter, or run `npx vesnik init`.',
    );
    return {
      value: undefined,
      given: undefined,
      problems: problemsOf(file, read?.faults ?? [missing]),
      placeOf: () => start,
    };
  }
  const { faults, ...rest } = parse(read.text);
  return { ...rest, problems: problemsOf(file, faults) };
}

type Written = z.infer<ReturnType<typeof newsletterSchema>>;

function newsletterOf({ lists, links, licence, notice, safetyNotice, discreet, sender, ...rest }: Written): Newsletter {
  const { replyTo, ...from } = sender;
  return {
    ...rest,
    lists: Object.entries(lists).map(([id, list]): List => ({ id, ...list })),
    sender: { ...from, ...defined({ replyTo }) },
    links: { follow: links.follow, ...defined({ support: links.support, sister: links.sister }) },
    ...defined({
      licence,
      safetyNotice,
      discreet,
      notice: notice && { text: notice.text, ...defined({ href: notice.href, until: notice.until }) },
    }),
  };
}

/** Lists may only name languages of the newsletter. */
function languageFaults({ languages, lists }: NewsletterParts, placeOf: Register<unknown>['placeOf']): Fault[] {
  if (!languages) return [];
  return Object.entries(lists).flatMap(([id, list]) =>
    (list ? [list.interface, ...list.among] : [])
      .filter(one => !languages.includes(one))
      .map(one =>
        fault(
          placeOf(['lists', id]),
          'language',
          `The list \`${id}\` wants \`${one}\`, which is not among the newsletter’s languages.`,
          `Add \`${one}\` to \`languages\`, or take it out of the list.`,
        ),
      ),
  );
}
