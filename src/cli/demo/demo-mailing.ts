import { runWorker } from '#delivery/worker.ts';
import { VesnikError } from '#errors.ts';
import { isStopped } from '#preflight/preflight.ts';
import { freezeMailing } from '#store/freeze.ts';
import type { Store } from '#store/open.ts';
import { type MailingStatus, mailingStatus } from '#store/status.ts';
import { findingLines } from '../findings.ts';
import { freezable } from '../issue-mails.ts';
import { type LookedOver, lookOver } from '../looking-over.ts';
import { relaySettings } from '../relay.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

interface DemoMailing {
  readonly store: Store;
  /** The demo's own: its database, its relay. */
  readonly settings: Settings;
  readonly issue: string;
  readonly siteUrl: string;
}

/** Looks an issue over, approves and delivers it as `send` does. Throws VesnikError `demo-preflight` where errors stop it. */
export async function mailDemoIssue(
  { store, settings, issue, siteUrl }: DemoMailing,
  terminal: Terminal,
): Promise<{ readonly looked: LookedOver; readonly status: MailingStatus }> {
  const looked = await lookOver({
    ...{ settings, store, siteUrl, looksAtWeb: true, now: new Date() },
    wish: { id: issue, untranslated: 'borrow' },
  });
  if (isStopped(looked.flight)) {
    throw new VesnikError({
      code: 'demo-preflight',
      message: ['The newest issue cannot be mailed:', ...findingLines(looked.flight.findings, terminal.paint)].join(
        '\n',
      ),
      hint: 'Set right what is named above, and run the demo again.',
    });
  }
  const mailing = await freezeMailing(store, { issue, variants: looked.mails.map(freezable), now: new Date() });
  const relay = await relaySettings(settings, looked.library.newsletter);
  const progress = terminal.progress('Mailing');
  await runWorker({
    ...{ store, settings: relay, until: 'done', mailing: mailing.id, signal: terminal.signal },
    onProgress: ({ sent }) => progress.update(sent, mailing.recipients),
  });
  progress.end();
  return { looked, status: await mailingStatus(store, issue) };
}
