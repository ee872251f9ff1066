import { checkContent } from '#content/check.ts';
import type { Issue, Library, Selection } from '#content/model.ts';
import { type Preflight, preflight } from '#preflight/preflight.ts';
import { lookAtWeb } from '#preflight/web-look.ts';
import type { VariantMail } from '#render/mail.ts';
import { type Audience, audienceOf, census } from '#store/audience.ts';
import type { Store } from '#store/open.ts';
import { renderMails, selectionsOf, type Untranslated } from './issue-mails.ts';
import { mailedPages } from './mailed-pages.ts';
import { readLibrary, wantedIssue } from './newsletter.ts';
import { publicUrl } from './relay.ts';
import type { Settings } from './settings.ts';

/** An issue as it would be mailed now, and all that is to be known before. */
export interface LookedOver {
  readonly library: Library;
  readonly issue: Issue;
  readonly audience: Audience;
  readonly selections: readonly Selection[];
  /** One for each list and form that has readers. */
  readonly mails: readonly VariantMail[];
  readonly flight: Preflight;
}

interface LookOver {
  readonly settings: Settings;
  readonly store: Store;
  readonly issue: string;
  readonly untranslated: Untranslated;
  /** Ask the published pages and pictures. */
  readonly looksAtWeb: boolean;
  readonly now: Date;
  /** When it is to go out; absent: now. What is published by then is in it. */
  readonly due?: Date;
  /** Where the site is to be found instead of `url` in newsletter.yaml; the mails lead there. */
  readonly siteUrl?: string;
}

/** Draws the variants that somebody would get and looks them over. Reads only. */
export async function lookOver(parts: LookOver): Promise<LookedOver> {
  const { settings, store, issue: id, untranslated, looksAtWeb, now, due = now, siteUrl } = parts;
  const problems = await checkContent({ root: settings.root, now, issue: id });
  const { library: read } = await readLibrary(settings, due);
  const library = siteUrl === undefined ? read : { ...read, newsletter: { ...read.newsletter, url: siteUrl } };
  const issue = wantedIssue(library, id);
  const audience = audienceOf(await census(store.db, { issue: id, at: due }));
  const selections = selectionsOf(library, issue, untranslated);
  const doorsUrl = publicUrl(settings, library.newsletter);
  const mails = await renderMails({ library, selections, doorsUrl, groups: audience.groups });
  const addresses = mails.flatMap(({ links }) => links);
  // Pages that are held back cannot be there yet; the worker looks at them when the mailing is due.
  const isHeldBack = selections.some(({ pieces }) =>
    pieces.some(({ version }) => Date.parse(version.published) > now.getTime()),
  );
  const web =
    looksAtWeb && !isHeldBack
      ? await lookAtWeb({ addresses, base: library.newsletter.url, file: `content/issues/${id}`, fetch })
      : undefined;
  const flight = preflight({
    ...{ library, issue, problems, selections, mails },
    audience: audience.groups,
    mailing: null,
    mailedPages: await mailedPages(store),
    ...(web && { web }),
  });
  return { library, issue, audience, selections, mails, flight };
}
