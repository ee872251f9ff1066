import { VesnikError } from '#errors.ts';
import type { MailForm } from '#render/mail-form.ts';
import type { FollowUpKind } from '#store/mailing-kind.ts';
import type { ExitCode } from './command.ts';
import type { Untranslated } from './issue-mails.ts';
import { nothingTaken, ordersOf } from './mail-orders.ts';
import { readAhead } from './newsletter.ts';
import { wantedList } from './newsletter-file.ts';
import { dkimSettings, publicUrl, relaySettings } from './relay.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { makeTestMail, sendTestMail } from './test-mail.ts';

interface TestSending {
  readonly id: string;
  readonly followUp: FollowUpKind | undefined;
  readonly untranslated: Untranslated;
  readonly to: string;
  readonly list: string | undefined;
  readonly form: MailForm;
  readonly isDryRun: boolean;
  readonly json: boolean;
}

/** `send --to`: one marked mail to one address, without the database. */
export async function sendTest(sending: TestSending, terminal: Terminal): Promise<ExitCode> {
  const { id, followUp, untranslated, to, list, form, isDryRun, json } = sending;
  const settings = readSettings(terminal.env);
  const { library } = await readAhead(settings);
  const { newsletter } = library;
  const orders = ordersOf(library, { id, untranslated, ...(followUp && { followUp }) });
  if (list === undefined) throw whichList(newsletter.lists.map(each => each.id));
  const wanted = wantedList(list, newsletter.lists);
  const order = orders.find(({ selection }) => selection.list.id === wanted.id);
  if (order === undefined) throw nothingTaken(wanted.id, { id, ...(followUp && { followUp }) });
  const relay = isDryRun ? undefined : await relaySettings(settings, newsletter);
  const dkim = relay === undefined ? await dkimSettings(settings) : relay.dkim;
  const test = await makeTestMail({
    ...{ library, order, form, to, now: new Date() },
    doorsUrl: publicUrl(settings, newsletter),
    bounceDomain: newsletter.sender.bounces,
    ...(dkim && { dkim }),
  });
  const { subject, message } = test;
  if (relay === undefined) {
    if (json) terminal.json({ test: true, dryRun: true, issue: id, list, form, subject, bytes: message.length });
    else terminal.say(`The test would be one mail: “${subject}”, list ${list}, form ${form}, ${message.length} bytes.`);
    terminal.note('A rehearsal: the test was not sent, nobody was mailed.');
    return 0;
  }
  const answer = await sendTestMail(test, relay);
  if (json) terminal.json({ test: true, issue: id, list, form, answer });
  else
    terminal.say(`The test was taken by the relay: ${answer}`, 'Nobody else was mailed, and nothing counts as mailed.');
  return 0;
}

function whichList(ids: readonly string[]): VesnikError {
  return new VesnikError({
    code: 'which-list',
    message: 'Whose mail is the test of? `--to` wants a `--list`.',
    hint: `For example: --list ${ids.join(', --list ')}`,
    kind: 'usage',
  });
}
