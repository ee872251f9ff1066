import type { Addresses } from './addresses.ts';
import type { Mention } from './body-context.ts';
import { type Fault, fault, type Place, problemsOf, warning } from './fault.ts';
import type { CommentaryReading, ParsedIssue } from './issue-folder.ts';
import { pageInWords } from './links.ts';
import type { Problem } from './problem.ts';
import type { Content } from './read-content.ts';
import { didYouMean, nearestPage } from './suggestion.ts';

/** Names of other pieces and addresses of our own pages that lead nowhere; former addresses and orders that clash. */
export function referenceProblems(content: Content, addresses: Addresses): Problem[] {
  const { newsletterParts, newsletterPlaceOf, pageReadings, letterReadings, issues } = content;
  const readings = issues.flatMap(issue => issue.readings);
  return [
    ...problemsOf('content/newsletter.yaml', [
      ...newsletterParts.picks.flatMap((pick, index) =>
        commentaryFaults(pick, newsletterPlaceOf(['picks', index]), addresses),
      ),
      ...footerFaults(content, addresses),
    ]),
    ...[...pageReadings, ...letterReadings, ...issues.flatMap(issue => issue.wordsReadings), ...readings].flatMap(
      ({ file, mentions }) =>
        problemsOf(
          file,
          mentions.flatMap(one => mentionFaults(one, newsletterParts.url, addresses)),
        ),
    ),
    ...issues.flatMap(orderProblems),
    ...readings.flatMap(reading => problemsOf(reading.file, relatedFaults(reading, addresses))),
    ...aliasProblems(readings, addresses),
  ];
}

function relatedFaults({ commentary, parts, placeOf }: CommentaryReading, addresses: Addresses): Fault[] {
  return parts.related.flatMap((id, index) => {
    const place = placeOf(['related', index]);
    return id === commentary
      ? [fault(place, 'related', 'It names itself.', 'Take it out.')]
      : commentaryFaults(id, place, addresses);
  });
}

/** Links of newsletter.yaml to pages of ours. Something else than this site may answer there, so these are warnings. */
function footerFaults({ newsletterParts, newsletterPlaceOf }: Content, addresses: Addresses): Fault[] {
  const { links: given, licence, notice, url } = newsletterParts;
  const links = [
    ...(given?.follow ?? []).map((link, index) => ({ href: link?.href, path: ['links', 'follow', index, 'href'] })),
    { href: given?.support?.href, path: ['links', 'support', 'href'] },
    { href: given?.sister?.href, path: ['links', 'sister', 'href'] },
    { href: licence?.href, path: ['licence', 'href'] },
    { href: notice?.href, path: ['notice', 'href'] },
  ];
  return links.flatMap(({ href, path }) => {
    if (href === undefined) return [];
    const mention = {
      kind: href.startsWith('/') ? 'page' : 'web',
      target: href,
      place: newsletterPlaceOf(path),
    } as const;
    return mentionFaults(mention, url, addresses).map(one => ({ ...one, severity: 'warning' as const }));
  });
}

function mentionFaults({ kind, target, place }: Mention, url: string | undefined, addresses: Addresses): Fault[] {
  if (kind === 'commentary') return commentaryFaults(target, place, addresses);
  const isOurs = kind === 'web' && url !== undefined && target.startsWith(`${url}/`);
  const path = kind === 'page' ? target : isOurs ? target.slice(url.length) : undefined;
  if (path === undefined || addresses.hasPage(path.replace(/\?.*$/, ''))) return [];
  const near = nearestPage(path, addresses.pages);
  const hint =
    near === undefined
      ? `Write the address of a page that exists: ${pageInWords}.`
      : near.split('/')[1] === path.split('/')[1]
        ? `Did you mean \`${near}\`?`
        : `Did you mean \`${near}\`? A commentary has a page only in its own languages.`;
  return [fault(place, 'broken-link', `There is no page \`${path}\`.`, hint)];
}

function commentaryFaults(target: string | undefined, place: Place, addresses: Addresses): Fault[] {
  const { commentaries, sound, aliases, shown } = addresses;
  if (target === undefined || aliases.has(target) || shown.has(target)) return [];
  if (commentaries.has(target)) {
    const hint = 'Take care that it is there when this one is.';
    return [warning(place, 'not-published', `\`${target}\` is not to be seen yet.`, hint)];
  }
  const hint = `${didYouMean(target, likely(target, sound))}Write \`issue/slug\` of a commentary that exists.`;
  return [fault(place, 'broken-reference', `There is no commentary \`${target}\`.`, hint)];
}

/** Commentaries of the same issue or with the same slug. */
function likely(target: string, sound: ReadonlySet<string>): string[] {
  const [issue = '', slug = ''] = target.split('/');
  return [...sound].filter(id => id.startsWith(`${issue}/`) || id.endsWith(`/${slug}`));
}

function orderProblems({ id, order, placeOf, files, versions }: ParsedIssue): Problem[] {
  const slugs = new Set(files.map(({ slug }) => slug).filter(slug => slug !== 'issue'));
  const known = new Set(versions.map(one => one.slug));
  const faults = order.flatMap((slug, index) => {
    if (slug === undefined) return [];
    const place = placeOf(['order', index]);
    if (!slugs.has(slug)) {
      return [
        fault(
          place,
          'order',
          `There is no commentary \`${slug}\` in this issue.`,
          slugs.size === 0
            ? 'It has none yet: leave the line out.'
            : `${didYouMean(slug, known)}It has: ${[...slugs].join(', ')}.`,
        ),
      ];
    }
    return order.indexOf(slug) === index
      ? []
      : [fault(place, 'order', `\`${slug}\` stands here twice.`, 'Keep one of the two.')];
  });
  return problemsOf(`content/issues/${id}/issue.yaml`, faults);
}

/** A former address may belong to one commentary only, and not to one that is there. */
function aliasProblems(readings: readonly CommentaryReading[], { commentaries }: Addresses): Problem[] {
  const owners = new Map<string, string>();
  return readings.flatMap(({ commentary, file, parts, placeOf }) =>
    parts.aliases.flatMap((alias, index) => {
      if (alias === undefined) return [];
      const owner = owners.get(alias) ?? commentary;
      owners.set(alias, owner);
      const place = placeOf(['aliases', index]);
      const clash = commentaries.has(alias)
        ? `\`${alias}\` is the address of a commentary that is there.`
        : owner !== commentary
          ? `\`${alias}\` is an alias of \`${owner}\` too.`
          : undefined;
      return clash === undefined
        ? []
        : problemsOf(file, [fault(place, 'alias-clash', clash, 'Take the alias out of one of the two.')]);
    }),
  );
}
