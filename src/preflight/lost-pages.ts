import type { Library } from '#content/model.ts';
import { findCommentary } from '#content/queries.ts';
import { isLanguage } from '#i18n/languages.ts';
import { type Finding, findingAt } from './finding.ts';

/**
 * Pages that earlier mails link to and that would be gone: a commentary whose slug or folder was renamed without an alias, that
 * was removed, or that became a draft. `paths` as mailed: `/be/2024-04-15/economy/`; other paths are passed over.
 */
export function lostPages(library: Library, paths: readonly string[]): Finding[] {
  return [...new Set(paths)].flatMap(path => {
    const [, language, issue, slug] = /^\/([a-z]{2})\/(\d{4}-\d{2}-\d{2}[^/]*)\/([^/]+)\/$/.exec(path) ?? [];
    if (!isLanguage(language) || issue === undefined || slug === undefined) return [];
    const id = `${issue}/${slug}`;
    if (findCommentary(library, id)?.versions[language] !== undefined) return [];
    return [
      findingAt(`content/issues/${issue}`, {
        ...{ rule: 'lost-page', severity: 'error' },
        message: `Mails that were sent link to ${path}, which is no longer there.`,
        hint: `If it was renamed, give its new file the line \`aliases: [${id}]\`; if it must go, keep the file with \`withdrawn:\` and the reason.`,
      }),
    ];
  });
}
