import { runWorker } from '#delivery/worker.ts';
import type { WorkerReport } from '#delivery/worker-run.ts';
import type { WorkerSettings } from '#delivery/worker-settings.ts';
import { VesnikError } from '#errors.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import type { ExitCode } from './command.ts';
import { deliveryTrouble } from './delivery-trouble.ts';
import { mailingExitCode, mailingReport, nextSteps } from './mailing-report.ts';
import type { Terminal } from './terminal.ts';

interface Delivering {
  readonly store: Store;
  readonly settings: WorkerSettings;
  /** Who is told when it pauses by itself (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  readonly mailing: { readonly id: number; readonly issue: string };
  readonly json: boolean;
  /** Progress as lines of JSON. */
  readonly progressAsJson: boolean;
}

/**
 * Delivers one mailing as far as it goes, or leaves it to the worker that holds the sender lock, and says how things stand.
 * What goes wrong on the way (the relay is gone, the database is locked) is thrown after that, as kind `partly`.
 */
export async function deliver(delivering: Delivering, terminal: Terminal): Promise<ExitCode> {
  try {
    return await deliverAndTell(delivering, terminal);
  } catch (error) {
    throw deliveryTrouble(error, delivering.mailing.issue);
  }
}

async function deliverAndTell(delivering: Delivering, terminal: Terminal): Promise<ExitCode> {
  const { store, settings, notify, mailing, json, progressAsJson } = delivering;
  const { issue } = mailing;
  const before = await mailingStatus(store, issue);
  const waiting = before.counts.queued + before.counts.deferred;
  const progress = terminal.progress(`Mailing ${issue}`, { asJson: progressAsJson });
  let report: WorkerReport | undefined;
  let failure: unknown;
  let isPatient = false;
  try {
    report = await runWorker({
      store,
      settings,
      notify,
      until: 'done',
      mailing: mailing.id,
      signal: terminal.signal,
      onProgress: counts => {
        const { sent, failed, uncertain, deferred } = counts;
        if (deferred > 0 && !isPatient) {
          isPatient = true;
          terminal.note(
            'The relay put some off for now. They are tried again for up to 15 minutes; Ctrl+C leaves them for later.',
          );
        }
        progress.update(sent + failed + uncertain, waiting, counts);
      },
    });
  } catch (error) {
    failure = error;
  } finally {
    progress.end();
  }
  const after = await mailingStatus(store, issue).catch((error: unknown) => {
    throw failure ?? error;
  });
  const isHandedOver = failure instanceof VesnikError && failure.code === 'sender-busy';
  if (json) terminal.json(after);
  else {
    terminal.say(...mailingReport(after));
    if (isHandedOver) terminal.say(`A worker is running and delivers it. To watch: npx vesnik status ${issue}`);
    else terminal.say(...nextSteps(after, report?.nextAttempt));
  }
  if (isHandedOver) return 0;
  if (failure !== undefined) throw failure;
  return mailingExitCode(after);
}
