import { mailAddresses } from '#preflight/mail-links.ts';
import { missingPages } from '#preflight/web-look.ts';
import { beginMailing, takeLook } from '#store/beginning.ts';
import { dueMailings, listVariants, type Mailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { closeTrouble, openTrouble } from '#store/troubles.ts';

export interface DueLook {
  readonly store: Store;
  /** Public address of the newsletter's site. */
  readonly base: string;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  readonly now: Date;
}

const mostShown = 10;

/**
 * Asks for every page and picture that a scheduled mailing leads to once it is due, and lets it begin when all answer. One whose pages
 * do not stays scheduled, people are told once, and it is looked at again a minute later, by whichever worker comes first. Gives back
 * lines that say what changed.
 */
export async function lookAtDueMailings({ store, base, notify, now }: DueLook): Promise<string[]> {
  const lines: string[] = [];
  for (const mailing of await dueMailings(store, now)) {
    if (!(await takeLook(store, mailing.id, now))) continue;
    lines.push(...(await lookAt(mailing, { store, base, notify, now })));
  }
  return lines;
}

async function lookAt(
  { id, issue, dueAt, waitsForPages }: Mailing,
  { store, base, notify, now }: DueLook,
): Promise<string[]> {
  if (!waitsForPages) {
    return (await beginMailing(store, id, now))
      ? [`${issue} is due, and does not wait for our site: it goes out.`]
      : [];
  }
  const variants = await listVariants(store, id);
  const addresses = variants.flatMap(({ html }) => (html === undefined ? [] : mailAddresses(html)));
  const silent = await missingPages({ addresses, base, fetch });
  const trouble = { mailing: id, kind: 'pages', to: notify, now } as const;
  if (silent.length > 0) {
    const missing = silent.slice(0, mostShown).map(({ address }) => address);
    const facts = {
      about: 'pages',
      issue,
      missing,
      more: silent.length - missing.length,
      due: dueAt.getTime(),
    } as const;
    const isNew = await openTrouble(store, { ...trouble, facts });
    const [first] = silent;
    return isNew && first !== undefined
      ? [
          `${issue} is due and waits: ${silent.length} of its pages are not there. ${first.address} ${first.fault}. Publish the site, and it goes out by itself; to send without waiting: npx vesnik resume ${issue}`,
        ]
      : [];
  }
  // Paused or cancelled while its pages were asked.
  if (!(await beginMailing(store, id, now))) return [];
  await closeTrouble(store, { ...trouble, facts: { about: 'pages-over', issue } });
  return [`${issue} is due, its pages answer: it goes out.`];
}
