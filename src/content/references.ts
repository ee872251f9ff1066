import type { Addresses } from './addresses.ts';
import type { Mention } from './body-context.ts';
import { type Fault, fault, type Place, problemsOf, warning } from './fault.ts';
import type { ParsedIssue } from './issue-folder.ts';
import type { Problem } from './model.ts';
import type { Content } from './read-content.ts';
import { didYouMean } from './suggestion.ts';

/** Names of other pieces and addresses of our own pages that lead nowhere; former addresses and orders that clash. */
export function referenceProblems(content: Content, addresses: Addresses): Problem[] {
  const { newsletter, newsletterPlaceOf, pageLeads, issues } = content;
  const look = (target: string, place: Place) => commentaryFaults(target, place, addresses);
  return [
    ...problemsOf('content/newsletter.yaml', [
      ...newsletter.picks.flatMap((pick, index) => look(pick, newsletterPlaceOf(['picks', index]))),
      ...footerFaults(content, addresses),
    ]),
    ...[...pageLeads, ...issues.flatMap(({ leads }) => leads)].flatMap(({ file, mentions }) =>
      problemsOf(
        file,
        mentions.flatMap(one => mentionFaults(one, newsletter.url, addresses)),
      ),
    ),
    ...issues.flatMap(issue => [
      ...orderProblems(issue),
      ...issue.versions.flatMap(({ version, fields, placeOf }) =>
        problemsOf(
          version.file,
          fields.related.flatMap((id, index) => {
            const place = placeOf(['related', index]);
            return id === version.commentary
              ? [fault(place, 'related', 'It names itself.', 'Take it out.')]
              : look(id, place);
          }),
        ),
      ),
    ]),
    ...aliasProblems(content, addresses),
  ];
}

/** Links of newsletter.yaml to pages of ours. Something else than this site may answer there, so these are warnings. */
function footerFaults({ newsletter, newsletterPlaceOf }: Content, addresses: Addresses): Fault[] {
  const { follow, support, sister } = newsletter.links;
  const links = [
    ...follow.map(({ href }, index) => ({ href, path: ['links', 'follow', index, 'href'] })),
    { href: support?.href, path: ['links', 'support', 'href'] },
    { href: sister?.href, path: ['links', 'sister', 'href'] },
    { href: newsletter.notice?.href, path: ['notice', 'href'] },
  ];
  return links.flatMap(({ href, path }) => {
    if (href === undefined) return [];
    const mention = {
      kind: href.startsWith('/') ? 'page' : 'web',
      target: href,
      place: newsletterPlaceOf(path),
    } as const;
    return mentionFaults(mention, newsletter.url, addresses).map(one => ({ ...one, severity: 'warning' as const }));
  });
}

function mentionFaults({ kind, target, place }: Mention, url: string, addresses: Addresses): Fault[] {
  if (kind === 'commentary') return commentaryFaults(target, place, addresses);
  const path =
    kind === 'page' ? target : kind === 'web' && target.startsWith(`${url}/`) ? target.slice(url.length) : undefined;
  if (path === undefined || addresses.hasPage(path.replace(/\?.*$/, ''))) return [];
  return [
    fault(
      place,
      'broken-link',
      `There is no page \`${path}\`.`,
      'Write an address that exists, such as `/be/2024-04-15/economy/`; a commentary has a page only in its own languages.',
    ),
  ];
}

function commentaryFaults(target: string, place: Place, { commentaries, aliases, shown }: Addresses): Fault[] {
  if (aliases.has(target) || shown.has(target)) return [];
  if (commentaries.has(target)) {
    const hint = 'Take care that it is there when this one is.';
    return [warning(place, 'not-published', `\`${target}\` is not to be seen yet.`, hint)];
  }
  const hint = `${didYouMean(target, likely(target, commentaries))}Write \`issue/slug\` of a commentary that exists.`;
  return [fault(place, 'broken-reference', `There is no commentary \`${target}\`.`, hint)];
}

/** Commentaries of the same issue or with the same slug. */
function likely(target: string, commentaries: ReadonlySet<string>): string[] {
  const [issue = '', slug = ''] = target.split('/');
  return [...commentaries].filter(id => id.startsWith(`${issue}/`) || id.endsWith(`/${slug}`));
}

function orderProblems({ id, settings, placeOf, files }: ParsedIssue): Problem[] {
  const slugs = new Set(files.map(({ slug }) => slug).filter(slug => slug !== 'issue'));
  const faults = settings.order.flatMap((slug, index) => {
    const place = placeOf(['order', index]);
    if (!slugs.has(slug)) {
      return [
        fault(
          place,
          'order',
          `There is no commentary \`${slug}\` in this issue.`,
          `${didYouMean(slug, slugs)}It has: ${[...slugs].join(', ')}.`,
        ),
      ];
    }
    return settings.order.indexOf(slug) === index
      ? []
      : [fault(place, 'order', `\`${slug}\` stands here twice.`, 'Keep one of the two.')];
  });
  return problemsOf(`content/issues/${id}/issue.yaml`, faults);
}

/** A former address may belong to one commentary only, and not to one that is there. */
function aliasProblems({ issues }: Content, { commentaries }: Addresses): Problem[] {
  const owners = new Map<string, string>();
  return issues.flatMap(({ versions }) =>
    versions.flatMap(({ version, placeOf }) =>
      version.aliases.flatMap((alias, index) => {
        const owner = owners.get(alias) ?? version.commentary;
        owners.set(alias, owner);
        const place = placeOf(['aliases', index]);
        const clash = commentaries.has(alias)
          ? `\`${alias}\` is the address of a commentary that is there.`
          : owner !== version.commentary
            ? `\`${alias}\` is an alias of \`${owner}\` too.`
            : undefined;
        return clash === undefined
          ? []
          : problemsOf(version.file, [fault(place, 'alias-clash', clash, 'Take the alias out of one of the two.')]);
      }),
    ),
  );
}
