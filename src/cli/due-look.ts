import { mailAddresses } from '#preflight/mail-links.ts';
import { lookAtWeb } from '#preflight/web-look.ts';
import { pauseMailing } from '#store/mailing-control.ts';
import { listMailings, listVariants } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';

interface DueLook {
  readonly store: Store;
  /** Public address of the newsletter's site. */
  readonly base: string;
  readonly now: Date;
  /** Mailings that become due within this time are looked at too: afterwards their rows may be claimed at any moment. */
  readonly aheadMs: number;
  /** Ids of mailings that were looked at already. */
  readonly seen: Set<number>;
}

/**
 * Asks once more for every page that a scheduled mailing links to, shortly before it is due; one whose pages do not answer
 * is paused. Gives back, for each that was paused, a line that says so.
 */
export async function lookAtDueMailings({ store, base, now, aheadMs, seen }: DueLook): Promise<string[]> {
  const scheduled = await listMailings(store, ['scheduled']);
  const due = scheduled.filter(({ id, dueAt }) => !seen.has(id) && dueAt.getTime() <= now.getTime() + aheadMs);
  const lines: string[] = [];
  for (const { id, issue } of due) {
    seen.add(id);
    const variants = await listVariants(store, id);
    const addresses = variants.flatMap(({ html }) => (html === undefined ? [] : mailAddresses(html)));
    const findings = await lookAtWeb({ addresses, base, file: `content/issues/${issue}`, fetch });
    if (findings.length === 0) continue;
    await pauseMailing(store, issue);
    lines.push(
      `Paused ${issue}: ${findings.map(({ message }) => message).join(' ')} Publish the site, then: npx vesnik resume ${issue}`,
    );
  }
  return lines;
}
