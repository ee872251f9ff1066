import { readReport } from '#delivery/bounces/read-report.ts';
import type { MailReport } from '#delivery/bounces/report.ts';
import { type AppliedReport, applyReport } from '#delivery/returned-mail.ts';
import type { Store } from '#store/open.ts';
import type { MailSource } from './mail-source.ts';
import { keepTally, type Tally } from './tally.ts';

interface Reading {
  readonly store: Store;
  readonly source: MailSource;
  readonly now: () => Date;
  /** Aborted: ends between two mails. */
  readonly signal: AbortSignal;
  /** Says what would happen and changes nothing. */
  readonly isDryRun?: boolean;
  readonly onProgress?: (read: number) => void;
}

/**
 * Reads every mail of a source and does what it means. A mail goes away only when its effect is committed; a stop or a crash at any
 * point is made good by reading once more. What is for a person, or proves nothing, stays.
 */
export async function readMails({ store, source, now, signal, isDryRun = false, onProgress }: Reading): Promise<Tally> {
  const keeper = keepTally();
  let read = 0;
  for await (const mail of source.mails(signal)) {
    const report = await readReport(mail.bytes);
    const applied = report.kind === 'ignored' ? undefined : await applyReport(store, report, { now: now(), isDryRun });
    keeper.add(report, applied);
    if (isForPerson(report, applied)) await mail.leave();
    else await mail.remove();
    read += 1;
    onProgress?.(read);
    if (signal.aborted) break;
  }
  return keeper.tally();
}

// A report without a proof may be about mail of another program that uses the same box.
function isForPerson(report: MailReport, applied: AppliedReport | undefined): boolean {
  if (report.kind === 'ignored') return report.why === 'not-a-report' || report.why === 'unreadable';
  return applied?.effect === 'unproven' || applied?.effect === 'foreign';
}
