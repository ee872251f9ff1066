import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { requireIssue } from './check.ts';
import { readIssueFolder } from './issue-folder.ts';
import { isLetterId } from './letter-id.ts';
import { bySlug } from './library.ts';
import { readContent } from './read-content.ts';

/** A translation whose `source` was written. */
export interface Accepted {
  /** From the root, with slashes. */
  readonly file: string;
  /** `ru@3f9a…` */
  readonly source: string;
}

/**
 * Notes in each translation (of one issue, or of all) that it follows its original as that is now: only the line `source`
 * changes, all other bytes stay. Files with errors are left alone. Throws `unknown-issue`.
 */
export async function acceptTranslations(root: string, issue?: string): Promise<Accepted[]> {
  // Nobody keeps count of what the languages of a letter follow.
  if (issue !== undefined && isLetterId(issue)) return [];
  const { content } = await readContent({ root, readIssue: readIssueFolder });
  if (!content?.newsletter) return [];
  if (issue !== undefined) requireIssue(content, issue);
  const accepted: Accepted[] = [];
  for (const { versions } of content.issues.filter(({ id }) => issue === undefined || id === issue)) {
    for (const [original, ...translations] of bySlug(versions, content.languages).values()) {
      if (!original || original.fields.original !== undefined) continue;
      const source = `${original.version.language}@${original.version.digest}`;
      for (const { fields, version } of translations) {
        const isWanted =
          fields.original === original.version.language && version.source?.digest !== original.version.digest;
        if (!isWanted) continue;
        await rewrite(join(root, version.file), text => withSource(text, source));
        accepted.push({ file: version.file, source });
      }
    }
  }
  return accepted;
}

/** The text of an MDX file with this `source` in its front matter; line ends and everything else as they were. */
export function withSource(text: string, source: string): string {
  const match = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(\r?\n---[ \t]*(?:\r?\n|$))/.exec(text);
  if (!match) return text;
  const [, open = '', yaml = '', close = ''] = match;
  const rest = text.slice(open.length + yaml.length + close.length);
  return `${open}${yamlWithSource(yaml, source)}${close}${rest}`;
}

function yamlWithSource(yaml: string, source: string): string {
  const document = parseDocument(yaml, { stringKeys: true });
  const { contents } = document;
  if (!isMap(contents) || contents.flow) {
    document.set('source', source);
    return String(document).trimEnd();
  }
  const own = contents.items.find(({ key }) => isScalar(key) && key.value === 'source');
  const value = own && isScalar(own.value) ? own.value.range : undefined;
  if (value) return `${yaml.slice(0, value[0])}${source}${yaml.slice(value[1])}`;
  const lineEnd = yaml.includes('\r\n') ? '\r\n' : '\n';
  const original = /^original:.*$/m.exec(yaml);
  if (!original) return `${yaml}${lineEnd}source: ${source}`;
  const end = original.index + original[0].replace(/\r$/, '').length;
  return `${yaml.slice(0, end)}${lineEnd}source: ${source}${yaml.slice(end)}`;
}

/** Writes beside the file and puts it in its place, so that nobody ever finds half of it. */
async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  const beside = join(dirname(file), `.${randomUUID()}.tmp`);
  const text = await readFile(file, 'utf8');
  const { mode } = await stat(file);
  try {
    await writeFile(beside, change(text), { mode });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
