import type { IssueMemory } from '#content/issue-memory.ts';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import type { Problem } from '#content/problem.ts';
import { VesnikError } from '#errors.ts';

interface Opened {
  readonly library: Library;
  readonly problems: readonly Problem[];
}

/** The content of one site, read once and shared by all who ask until it is forgotten. */
export interface ContentSource {
  /** The moment that decides what is published. */
  readonly now: () => Date;
  /** The library and its problems. Throws `content-unusable` where newsletter.yaml cannot be used. */
  readonly read: () => Promise<Opened>;
  /** Makes the next `read` look at the files again. */
  readonly forget: () => void;
}

interface Options {
  readonly root: string;
  /** The moment the site is built for; left out: whenever it is read. */
  readonly now?: Date | undefined;
  readonly drafts: boolean;
  /** Public address of the doors, where it is not the newsletter's own. */
  readonly doors?: string | undefined;
  /** Where issues that stayed the same are taken from. */
  readonly memory?: IssueMemory;
}

export function contentSource({ root, now, drafts, doors, memory }: Options): ContentSource {
  let opened: Promise<Opened> | undefined;
  const at = () => now ?? new Date();
  return {
    now: at,
    read: () => {
      opened ??= open({ root, now: at(), drafts, memory }).then(content => withDoors(content, doors));
      return opened;
    },
    forget: () => {
      opened = undefined;
    },
  };
}

function withDoors({ library, problems }: Opened, doors: string | undefined): Opened {
  if (doors === undefined) return { library, problems };
  return { library: { ...library, newsletter: { ...library.newsletter, doors } }, problems };
}

async function open(options: Parameters<typeof openLibrary>[0]): Promise<Opened> {
  const { library, problems } = await openLibrary(options);
  if (library !== undefined) return { library, problems };
  const [first] = problems;
  throw new VesnikError({
    code: 'content-unusable',
    message: first
      ? `${first.file}:${first.line}:${first.column}: ${first.message}`
      : `There is no content in ${options.root}.`,
    hint: first?.hint ?? 'Type `npm run vesnik -- init <folder>` to begin a newsletter.',
  });
}
