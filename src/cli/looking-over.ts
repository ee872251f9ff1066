import { checkContent } from '#content/check.ts';
import type { Library } from '#content/model.ts';
import { letterDate } from '#preflight/letter-date.ts';
import { doorsAtSite } from '#preflight/letter-doors.ts';
import { folderOf, type Preflight, preflight } from '#preflight/preflight.ts';
import { lookAtOthers, lookAtWeb } from '#preflight/web-look.ts';
import type { VariantMail } from '#render/mail.ts';
import { type Audience, audienceOf, census } from '#store/audience.ts';
import type { Store } from '#store/open.ts';
import { renderMails } from './issue-mails.ts';
import { mailedPages } from './mailed-pages.ts';
import { type MailingPlan, type PlanWish, planMailing } from './mailing-plan.ts';
import { readLibrary } from './newsletter.ts';
import { publicUrl } from './relay.ts';
import type { Settings } from './settings.ts';

/** An issue, or what else is mailed, as it would be mailed now, and all that is to be known before. */
export interface LookedOver extends MailingPlan {
  readonly library: Library;
  readonly audience: Audience;
  /** One for each list and form that has readers. */
  readonly mails: readonly VariantMail[];
  readonly flight: Preflight;
}

interface LookOver {
  readonly settings: Settings;
  readonly store: Store;
  readonly wish: Omit<PlanWish, 'at'>;
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
  const { settings, store, wish, looksAtWeb, now, due = now, siteUrl } = parts;
  const problems = await checkContent({ root: settings.root, now, issue: wish.id });
  const { library: read } = await readLibrary(settings, due);
  const library = siteUrl === undefined ? read : { ...read, newsletter: { ...read.newsletter, url: siteUrl } };
  const plan = await planMailing(library, store, { ...wish, at: due });
  const { id, kind, issue, orders, receivers } = plan;
  const lists = new Set(orders.map(({ selection }) => selection.list.id));
  const audience = audienceOf(
    await census(store.db, { issue: id, at: due, ...(receivers && { receivers }) }),
    ({ list }) => kind === 'issue' || lists.has(list),
  );
  const selections = orders.map(({ selection }) => selection);
  const doorsUrl = publicUrl(settings, library.newsletter);
  const mails = await renderMails({ library, orders, doorsUrl, groups: audience.groups });
  const addresses = mails.flatMap(({ links }) => links);
  // Pages that are held back cannot be there yet; the worker looks at them when the mailing is due.
  const isHeldBack = selections.some(({ pieces }) =>
    pieces.some(({ version }) => Date.parse(version.published) > now.getTime()),
  );
  const { siteIsDown = false } = plan;
  const look = { addresses, base: library.newsletter.url, file: folderOf(kind, issue), fetch };
  const own = looksAtWeb && !isHeldBack && !siteIsDown ? await lookAtWeb(look) : undefined;
  // What an issue quotes is the web's own matter; a letter is often about an address.
  const others = looksAtWeb && kind === 'letter' ? await lookAtOthers({ ...look, doorsUrl }) : undefined;
  const web = own === undefined && others === undefined ? undefined : [...(own ?? []), ...(others ?? [])];
  const flight = preflight({
    ...{
      library,
      kind,
      issue,
      problems,
      selections,
      mails,
      notes: [
        ...plan.findings,
        ...(kind === 'letter' ? letterDate(issue, due) : []),
        ...(siteIsDown ? doorsAtSite(issue, doorsUrl, library.newsletter.url) : []),
      ],
    },
    audience: audience.groups,
    mailing: null,
    mailedPages: await mailedPages(store),
    ...(web && { web }),
  });
  return { ...plan, library, audience, mails, flight };
}
