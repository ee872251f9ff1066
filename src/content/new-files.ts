import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VesnikError } from '#errors.ts';
import type { Language } from '#i18n/languages.ts';
import { readIssueFolder } from './issue-folder.ts';
import { type Content, readContent } from './read-content.ts';
import { isMissing } from './text-file.ts';

/** What was written. */
export interface Scaffolded {
  /** `2024-04-15`, `2024-04-15/economy` or `letters/2024-05-01-blocked`. */
  readonly id: string;
  /** From the root, with slashes. */
  readonly files: readonly string[];
}

/** All of content/. Throws VesnikError (usage) `newsletter-unusable`. */
export async function requireContent(root: string): Promise<Content> {
  const { content, problems } = await readContent({ root, readIssue: readIssueFolder });
  if (content?.newsletter) return content;
  const [first] = problems;
  throw usage(
    'newsletter-unusable',
    `content/newsletter.yaml cannot be used: ${first?.message ?? 'it is not there.'}`,
    'Run npx vesnik check.',
  );
}

/** Those of the newsletter's languages that are wanted. */
export function spokenOf({ languages: own }: Content, languages: readonly Language[] | undefined): readonly Language[] {
  return own.filter(language => languages === undefined || languages.includes(language));
}

/** Writes all or nothing; never over a file that is there. Throws `file-exists`. */
export async function writeNew(
  root: string,
  files: readonly (readonly [path: string, text: string])[],
): Promise<string[]> {
  for (const [path] of files) {
    const found = await stat(join(root, path)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (found) {
      throw new VesnikError({
        code: 'file-exists',
        message: `${path} is there already; nothing was written.`,
        hint: 'Open that file, or choose another date or name.',
      });
    }
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: 'wx' });
  }
  return files.map(([path]) => path);
}

/** A wrong wish of an editor. */
export function usage(code: string, message: string, hint: string): VesnikError {
  return new VesnikError({ code, message, hint, kind: 'usage' });
}
