import { openLibrary } from '#content/library.ts';

type Opened = Awaited<ReturnType<typeof openLibrary>>;

/** The content of one site, read once and shared by all who ask until it is forgotten. */
export interface ContentSource {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  /** The moment that decides what is published. */
  readonly now: () => Date;
  /** The library and its problems, as `openLibrary` gives them. */
  readonly read: () => Promise<Opened>;
  /** Makes the next `read` look at the files again. */
  readonly forget: () => void;
}

interface Options {
  readonly root: string;
  /** The moment the site is built for; left out: whenever it is read. */
  readonly now?: Date;
  readonly drafts: boolean;
}

export function contentSource({ root, now, drafts }: Options): ContentSource {
  let opened: Promise<Opened> | undefined;
  const at = () => now ?? new Date();
  return {
    root,
    now: at,
    read: () => {
      opened ??= openLibrary({ root, now: at(), drafts });
      return opened;
    },
    forget: () => {
      opened = undefined;
    },
  };
}
