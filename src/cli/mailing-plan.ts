import { isLetterId } from '#content/letter-id.ts';
import { asIssue } from '#content/letter-library.ts';
import type { Issue, Library } from '#content/model.ts';
import type { Finding } from '#preflight/finding.ts';
import { toldCorrections } from '#store/mailed-variants.ts';
import type { MailingKind } from '#store/mailing-kind.ts';
import type { Store } from '#store/open.ts';
import type { Receivers } from '#store/receivers.ts';
import { planCorrection } from './correction-plan.ts';
import { selectionsOf } from './issue-mails.ts';
import { letterOrders, type MailOrder, type MailWish } from './mail-orders.ts';
import { wantedIssue, wantedLetter } from './newsletter.ts';
import { planTranslation } from './translation-plan.ts';

/** What would be mailed to whom, before it is drawn. */
export interface MailingPlan {
  /** The mailing's id, to be typed: `2024-04-15`, `2024-04-15/correction-1`, `letters/2024-05-01-blocked`. */
  readonly id: string;
  readonly kind: MailingKind;
  /** The issue that it is or follows; a letter stands for one without commentaries. */
  readonly issue: Issue;
  readonly orders: readonly MailOrder[];
  /** Of what follows an issue. */
  readonly receivers?: Receivers;
  /** It says that the newsletter's own site does not open: nobody waits for its pages. */
  readonly siteIsDown?: boolean;
  /** What is to be known of it before sending. */
  readonly findings: readonly Finding[];
}

export interface PlanWish extends MailWish {
  /** When it is to go out. */
  readonly at: Date;
  /** Of late translations: for this list only, and also in place of what it borrowed. */
  readonly list?: string;
}

/**
 * Looks up who has had what. Throws VesnikError: `unknown-issue`, `unknown-letter`; for what follows an issue what
 * `requireKnownReceivers` throws, `held-unknown`, `nothing-to-correct`, `nothing-missed`.
 */
export async function planMailing(library: Library, store: Store, wish: PlanWish): Promise<MailingPlan> {
  const { id, followUp, untranslated } = wish;
  if (isLetterId(id)) return planLetter(library, id);
  const issue = wantedIssue(library, id);
  if (followUp === 'correction') return planCorrection(library, store, issue, wish.at);
  if (followUp === 'translation') return planTranslation(library, store, { ...wish, issue });
  const told = await toldCorrections(store, { kinds: ['correction'] });
  const orders = selectionsOf(library, issue, untranslated).map((selection): MailOrder => {
    const ofList = told.get(selection.list.id);
    return { selection, occasion: { kind: 'issue', ...(ofList && { told: ofList }) } };
  });
  return { id, kind: 'issue', issue, orders, findings: [] };
}

function planLetter(library: Library, id: string): MailingPlan {
  const letter = wantedLetter(library, id);
  return {
    ...{ id, kind: 'letter', issue: asIssue(library, letter), orders: letterOrders(library, letter), findings: [] },
    siteIsDown: letter.siteIsDown === true,
  };
}
