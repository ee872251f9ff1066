import type { ArgsDef, ParsedArgs } from 'citty';
import { VesnikError } from '#errors.ts';
import { formatInstant } from '#i18n/dates.ts';
import { isStopped } from '#preflight/preflight.ts';
import { mailForms } from '#render/mail-form.ts';
import { alreadyMailed, freezeMailing } from '#store/freeze.ts';
import { findMailing } from '#store/mailings.ts';
import { mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode, issueArg, jsonArg, progressArg, yesArg } from '../command.ts';
import { confirmByTyping } from '../confirmation.ts';
import { deliver } from '../delivering.ts';
import { findingCount } from '../findings.ts';
import { freezable, untranslatedChoices } from '../issue-mails.ts';
import { lookedOverJson, lookedOverLines } from '../looked-over-report.ts';
import { lookOver } from '../looking-over.ts';
import { mailingReport, nextSteps } from '../mailing-report.ts';
import { futureMoment } from '../moments.ts';
import { readAhead, readNewsletter, wantedIssue, wantedList } from '../newsletter.ts';
import { dkimSettings, publicUrl, relaySettings, relayWarnings } from '../relay.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';
import { makeTestMail, sendTestMail } from '../test-mail.ts';

/** What pre-flight may be told to leave out. */
const skippable = ['web'] as const;

const args = {
  ...issueArg,
  ...yesArg,
  'dry-run': {
    type: 'boolean',
    description: 'Look everything over and stop before anything is approved or, with --to, sent',
  },
  to: {
    type: 'string',
    valueHint: 'address',
    description: 'Send a marked test to this one address instead (with --list)',
  },
  list: { type: 'string', description: 'With --to: whose mail' },
  form: { type: 'enum', options: [...mailForms], default: 'normal', description: 'With --to: which form of it' },
  at: {
    type: 'string',
    valueHint: 'moment',
    description: 'Send then, not now: 2030-04-22T09:00 in the newsletter’s time',
  },
  untranslated: {
    type: 'enum',
    options: [...untranslatedChoices],
    default: 'borrow',
    description: 'Take pieces from other languages, or go without',
  },
  skip: {
    type: 'enum',
    options: [...skippable],
    description: 'Do not ask whether the pages that it links to are published',
  },
  ...progressArg,
  ...jsonArg,
} satisfies ArgsDef;

type SendArgs = ParsedArgs<typeof args>;

export const send = defineCommand({
  details: [
    'Looks the issue over, says who gets it and what is borrowed for how many people, and asks you to type its id. Then it is approved: every mail is fixed as it is at that moment, and nothing that is changed afterwards changes them. Then it is delivered, here or by a running worker. An issue is mailed once.',
    'A test (--to) opens no list of subscribers and leaves no trace. It also takes what is not published yet.',
  ],
  examples: [
    'npx vesnik send 2024-04-15 --dry-run',
    'npx vesnik send 2024-04-15 --to editor@example.org --list be',
    'npx vesnik send 2024-04-15',
    'npx vesnik send 2024-04-15 --at 2030-04-22T09:00 --yes',
  ],
  args,
  run: (given, terminal) => (given.to === undefined ? sendIssue(given, terminal) : sendTest(given, given.to, terminal)),
});

async function sendTest(given: SendArgs, to: string, terminal: Terminal): Promise<ExitCode> {
  const { issue: id, list, form: wantedForm, json, 'dry-run': isDryRun } = given;
  const settings = readSettings(terminal.env);
  const { library } = await readAhead(settings);
  const { newsletter } = library;
  const issue = wantedIssue(library, id);
  if (list === undefined) throw whichList(newsletter.lists.map(each => each.id));
  const form = mailForms.find(name => name === wantedForm) ?? 'normal';
  const relay = isDryRun ? undefined : await relaySettings(settings, newsletter);
  const dkim = relay === undefined ? await dkimSettings(settings) : relay.dkim;
  const test = await makeTestMail({
    ...{ library, issue, form, to, now: new Date() },
    list: wantedList(list, newsletter.lists),
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
    terminal.say(
      `The test was taken by the relay: ${answer}`,
      'Nobody else was mailed, and the issue counts as not mailed.',
    );
  return 0;
}

async function sendIssue(given: SendArgs, terminal: Terminal): Promise<ExitCode> {
  const { issue: id, yes, json, untranslated, skip, at, 'dry-run': isDryRun } = given;
  const settings = readSettings(terminal.env);
  const newsletter = await readNewsletter(settings);
  const relay = isDryRun ? undefined : await relaySettings(settings, newsletter);
  const due = at === undefined ? undefined : futureMoment(at, newsletter.timezone, new Date());
  return useStore(settings, async store => {
    const earlier = await findMailing(store, id);
    if (earlier !== undefined && earlier.state !== 'cancelled') throw alreadyMailed(earlier);
    const looked = await lookOver({
      ...{ settings, store, issue: id, now: new Date(), looksAtWeb: skip !== 'web' },
      untranslated: untranslatedChoices.find(name => name === untranslated) ?? 'borrow',
      ...(due && { due }),
    });
    if (!json) terminal.say(...lookedOverLines(looked, terminal.paint));
    else if (isDryRun || isStopped(looked.flight)) terminal.json(lookedOverJson(looked));
    if (isStopped(looked.flight)) throw stopped(findingCount(looked.flight.findings));
    if (looked.audience.recipients === 0) throw nobody();
    if (relay === undefined) {
      terminal.note('A rehearsal: nothing was approved, nobody was mailed.');
      return 0;
    }
    terminal.note(...relayWarnings(relay));
    const when = due === undefined ? 'now' : `on ${formatInstant(due.toISOString(), newsletter.timezone, 'en')}`;
    if (!yes) {
      await confirmByTyping(`To mail it to ${looked.audience.recipients} people ${when}, type ${id}`, id, terminal);
    }
    const variants = looked.mails.map(freezable);
    const mailing = await freezeMailing(store, { issue: id, variants, now: new Date(), ...(due && { due }) });
    if (due === undefined) {
      const progressAsJson = given.progress === 'json';
      return deliver({ store, settings: relay, mailing, json: json === true, progressAsJson }, terminal);
    }
    const status = await mailingStatus(store, id);
    if (json) terminal.json(status);
    else terminal.say(...mailingReport(status), `It is due ${when}.`, ...nextSteps(status, due));
    return 0;
  });
}

function whichList(ids: readonly string[]): VesnikError {
  return new VesnikError({
    code: 'which-list',
    message: 'Whose mail is the test of? `--to` wants a `--list`.',
    hint: `For example: --list ${ids.join(', --list ')}`,
    kind: 'usage',
  });
}

function stopped(count: string): VesnikError {
  return new VesnikError({
    code: 'preflight-failed',
    message: `The issue cannot be mailed as it is: ${count}. Nothing was approved, nobody was mailed.`,
    hint: 'Errors stop a mailing; set them right and try again.',
  });
}

function nobody(): VesnikError {
  return new VesnikError({
    code: 'no-recipients',
    message: 'There is nobody to mail: no list has an active subscriber.',
    hint: 'To see who there is: npx vesnik subscribers stats',
  });
}
