import type { IgnoredWhy, MailReport } from '#delivery/bounces/report.ts';
import type { AppliedReport, ReportEffect } from '#delivery/returned-mail.ts';

/** What happened to a mail: what it did, or why it is nothing. */
export type MailOutcome = ReportEffect | IgnoredWhy;

/** Refusals that say something about us, alike ones together. */
interface OursLine {
  readonly provider: string;
  readonly reason: string;
  /** Of the last of them, redacted. */
  readonly words: string;
  readonly count: number;
}

/** Counts of a run and nothing else: no address, no token, no file. */
export interface Tally {
  readonly read: number;
  readonly kinds: Readonly<Record<MailReport['kind'], number>>;
  readonly outcomes: Readonly<Partial<Record<MailOutcome, number>>>;
  /** Of bounces and complaints that are proved. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly byList: Readonly<Record<string, Readonly<Partial<Record<MailOutcome, number>>>>>;
  /** Most frequent first. */
  readonly ours: readonly OursLine[];
}

export interface TallyKeeper {
  add(report: MailReport, applied: AppliedReport | undefined): void;
  tally(): Tally;
}

/** At most this many different lines about us: a hostile server may word each refusal differently. */
const mostLines = 100;
const shownLines = 10;

export function keepTally(): TallyKeeper {
  const kinds = { bounce: 0, complaint: 0, unsubscribe: 0, ignored: 0 };
  const outcomes: Partial<Record<MailOutcome, number>> = {};
  const reasons = new Map<string, number>();
  const byList = new Map<string, Partial<Record<MailOutcome, number>>>();
  const ours = new Map<string, OursLine>();
  return {
    add(report, applied) {
      kinds[report.kind] += 1;
      const outcome = report.kind === 'ignored' ? report.why : (applied?.effect ?? 'nothing');
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const { reason, list, provider, words = '' } = applied ?? {};
      if (reason !== undefined && outcome !== 'unproven' && outcome !== 'foreign')
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (list !== undefined) {
        const ofList = byList.get(list) ?? {};
        byList.set(list, { ...ofList, [outcome]: (ofList[outcome] ?? 0) + 1 });
      }
      if (outcome !== 'ours' || reason === undefined || provider === undefined) return;
      const key = `${provider} ${reason}`;
      if (ours.size < mostLines || ours.has(key))
        ours.set(key, { provider, reason, words, count: (ours.get(key)?.count ?? 0) + 1 });
    },
    tally: () => ({
      read: Object.values(kinds).reduce((sum, count) => sum + count, 0),
      kinds,
      outcomes,
      reasons: Object.fromEntries([...reasons].sort(([, a], [, b]) => b - a)),
      byList: Object.fromEntries([...byList].sort(([a], [b]) => a.localeCompare(b))),
      ours: [...ours.values()].sort((a, b) => b.count - a.count).slice(0, shownLines),
    }),
  };
}
