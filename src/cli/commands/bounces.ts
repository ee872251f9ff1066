import { resolve } from 'node:path';
import { VesnikError } from '#errors.ts';
import type { Store } from '#store/open.ts';
import { readImapUrl } from '../bounces/imap-address.ts';
import { imapMailbox } from '../bounces/imap-mailbox.ts';
import type { MailSource } from '../bounces/mail-source.ts';
import { openSource } from '../bounces/opened-source.ts';
import { readMails } from '../bounces/reading.ts';
import { standardInput } from '../bounces/standard-input.ts';
import type { Tally } from '../bounces/tally.ts';
import { tallyLines } from '../bounces/tally-report.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { failureOf } from '../failure.ts';
import { readSettings, type Settings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const bounces = defineCommand({
  details: [
    'Reads what comes to the bounce domain: mails that came back, complaints, and mails of readers who want to leave. Whoever is not known there any more is not mailed again, whoever complained or left neither; a full box is given up after three weeks; a refusal that says something about us touches no reader and is told. What proves nothing changes nothing.',
    'A mail is deleted once its effect is committed, since it holds an address. What is for a person stays where it is; of an mbox it goes to <file>.left. To read once more changes nothing.',
    'With - it reads one mail, as a mail server pipes it: 0 done, 1 not a report, else try again later. docs/deployment.md has the lines for Postfix and Exim.',
  ],
  examples: [
    'npx vesnik bounces /var/spool/vesnik/bounces',
    'npx vesnik bounces --imap',
    'npx vesnik bounces --imap imaps://bounces@mail.example.org/INBOX',
    'npx vesnik bounces - < mail.eml',
  ],
  args: {
    from: {
      type: 'positional',
      required: false,
      valueHint: 'file, folder, mbox or -',
      description: 'Where they are: a mail, a folder of .eml files, a Maildir, an mbox; - is standard input',
    },
    imap: {
      type: 'boolean',
      description: 'The mailbox of VESNIK_IMAP_URL; a URL without a password may name another folder of it',
    },
    keep: { type: 'boolean', description: 'Do what they mean, and delete nothing' },
    'dry-run': { type: 'boolean', description: 'Say what would happen and change nothing' },
    ...jsonArg,
  },
  async run({ from, imap, keep, json, ...args }, terminal) {
    const isDryRun = args['dry-run'] === true;
    const settings = readSettings(terminal.env);
    const source = await sourceOf(
      { from, isImap: imap === true, keeps: keep === true || isDryRun },
      settings,
      terminal,
    );
    const isPiped = from === '-' && imap !== true;
    const progress = terminal.progress('Reading');
    const tally = await useStore(settings, (store: Store) =>
      readMails({
        ...{ store, source, isDryRun, signal: terminal.signal, now: () => new Date() },
        onProgress: read => progress.update(read),
      }),
    )
      .catch((error: unknown) => {
        throw isPiped ? forMailServer(error) : error;
      })
      .finally(() => progress.end());
    if (json) terminal.json({ ...tally, troubles: source.troubles });
    else terminal.say(...tallyLines(tally, { isDryRun }));
    terminal.note(...(json ? [] : source.troubles));
    if (terminal.signal.aborted)
      terminal.note('Stopped before the end. The same command goes on; nothing is done twice.');
    return exitCode(tally, { isPiped, isWhole: source.troubles.length === 0 && !terminal.signal.aborted });
  },
});

interface Wanted {
  readonly from: string | undefined;
  readonly isImap: boolean;
  readonly keeps: boolean;
}

async function sourceOf({ from, isImap, keeps }: Wanted, settings: Settings, terminal: Terminal): Promise<MailSource> {
  if (isImap) return imapMailbox(readImapUrl(settings.imapUrl, from), { keeps });
  if (from === undefined) throw whereFrom();
  if (from === '-') return standardInput(terminal.stdin);
  return openSource(resolve(terminal.folder, from), from, keeps);
}

function exitCode(
  { outcomes }: Tally,
  { isPiped, isWhole }: { readonly isPiped: boolean; readonly isWhole: boolean },
): ExitCode {
  if (!isWhole) return 3;
  return isPiped && (outcomes['not-a-report'] ?? 0) + (outcomes.unreadable ?? 0) > 0 ? 1 : 0;
}

// 1 tells a mail server that the mail is no report, so no trouble of ours may end with it: the mail would be lost.
function forMailServer(error: unknown): unknown {
  const { code, message, hint, exitCode: ending } = failureOf(error);
  return ending === 1 ? new VesnikError({ code, message, hint, kind: 'partly', cause: error }) : error;
}

function whereFrom(): VesnikError {
  return new VesnikError({
    code: 'where-from',
    message: 'Where are the bounces?',
    hint: 'npx vesnik bounces <file, folder, mbox or ->, or --imap with VESNIK_IMAP_URL set.',
    kind: 'usage',
  });
}
