import type { ParsedArgs } from 'citty';
import { formatInstant } from '#i18n/dates.ts';
import { isStopped } from '#preflight/preflight.ts';
import { mailForms } from '#render/mail-form.ts';
import { alreadyMailed, freezeMailing } from '#store/freeze.ts';
import { findMailing } from '#store/mailings.ts';
import { mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { confirmByTyping } from '../confirmation.ts';
import { deliver } from '../delivering.ts';
import { findingCount } from '../findings.ts';
import { wantedFollowUp } from '../follow-up-args.ts';
import { freezable, untranslatedChoices } from '../issue-mails.ts';
import { lookedOverJson, lookedOverLines } from '../looked-over-report.ts';
import { lookOver } from '../looking-over.ts';
import { mailingReport, nextSteps } from '../mailing-report.ts';
import { futureMoment } from '../moments.ts';
import { readNewsletter, wantedList } from '../newsletter-file.ts';
import { notified } from '../notify.ts';
import { relaySettings, relayWarnings } from '../relay.ts';
import { sendArgs } from '../send-args.ts';
import { listAlone, nobody, stopped } from '../send-refusals.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';
import { sendTest } from '../test-sending.ts';

type SendArgs = ParsedArgs<typeof sendArgs>;

export const send = defineCommand({
  details: [
    'Looks the issue over, says who gets it and what is borrowed for how many people, and asks you to type its id. Then it is approved: every mail is fixed as it is at that moment, and nothing that is changed afterwards changes them. Then it is delivered, here or by a running worker. An issue is mailed once; after a cancel the same command reaches those who neither got it nor may have got it.',
    'What comes after an issue goes to those who got it, by the list they got it by: --correction mails the corrections that they have not been told, --translation the pieces that their mail went without. Each is told once, and has an id of its own, 2024-04-15/correction-1, for status, pause, resume and cancel. A letter (content/letters) goes to everybody, or to the lists that it names.',
    'A test (--to) opens no list of subscribers and leaves no trace. It also takes what is not published yet, and of what comes after an issue all that there is, since it does not know who has had what.',
  ],
  examples: [
    'npx vesnik send 2024-04-15 --dry-run',
    'npx vesnik send 2024-04-15 --to editor@example.org --list be',
    'npx vesnik send 2024-04-15',
    'npx vesnik send 2024-04-15 --at 2030-04-22T09:00 --yes',
    'npx vesnik send 2024-04-15 --correction',
    'npx vesnik send 2024-04-15 --translation --list en',
    'npx vesnik send letters/2024-05-01-blocked',
  ],
  args: sendArgs,
  run: (given, terminal) => {
    const { issue: id, to, list, form, json, 'dry-run': isDryRun } = given;
    if (to === undefined) return sendMailing(given, terminal);
    const followUp = followUpOf(given);
    const test = { id, followUp, untranslated: untranslatedOf(given), to, list, form: formOf(form) };
    return sendTest({ ...test, isDryRun: isDryRun === true, json: json === true }, terminal);
  },
});

async function sendMailing(given: SendArgs, terminal: Terminal): Promise<ExitCode> {
  const { issue, list, yes, json, skip, at, 'dry-run': isDryRun } = given;
  const followUp = followUpOf(given);
  if (list !== undefined && followUp !== 'translation') throw listAlone(list);
  const settings = readSettings(terminal.env);
  const newsletter = await readNewsletter(settings);
  const ofList = list === undefined ? undefined : wantedList(list, newsletter.lists).id;
  const relay = isDryRun ? undefined : await relaySettings(settings, newsletter);
  const due = at === undefined ? undefined : futureMoment(at, newsletter.timezone, new Date());
  return useStore(settings, async store => {
    const earlier = followUp === undefined ? await findMailing(store, issue) : undefined;
    if (earlier !== undefined && earlier.state !== 'cancelled') throw alreadyMailed(earlier);
    const looked = await lookOver({
      ...{ settings, store, now: new Date(), looksAtWeb: skip !== 'web' },
      wish: {
        ...{ id: issue, untranslated: untranslatedOf(given) },
        ...(followUp && { followUp }),
        ...(ofList !== undefined && { list: ofList }),
      },
      ...(due && { due }),
    });
    const { id, kind, receivers, audience, flight } = looked;
    if (!json) terminal.say(...lookedOverLines(looked, terminal.paint));
    else if (isDryRun || isStopped(flight)) terminal.json(lookedOverJson(looked));
    if (isStopped(flight)) throw stopped(id, findingCount(flight.findings));
    if (audience.recipients === 0) throw nobody(audience.excluded, followUp === undefined ? undefined : issue);
    if (relay === undefined) {
      terminal.note('A rehearsal: nothing was approved, nobody was mailed.');
      return 0;
    }
    terminal.note(...relayWarnings(relay));
    const when = due === undefined ? 'now' : `on ${formatInstant(due.toISOString(), newsletter.timezone, 'en')}`;
    if (!yes) await confirmByTyping(`To mail it to ${audience.recipients} people ${when}, type ${id}`, id, terminal);
    const variants = looked.mails.map(freezable);
    const mailing = await freezeMailing(store, {
      ...{ issue: id, kind, variants, now: new Date() },
      ...(receivers && { receivers }),
      waitsForPages: looked.siteIsDown !== true,
      ...(due && { due }),
    });
    if (due === undefined) {
      const progressAsJson = given.progress === 'json';
      const notify = notified(store, newsletter);
      return deliver({ store, settings: relay, notify, mailing, json: json === true, progressAsJson }, terminal);
    }
    const status = await mailingStatus(store, id);
    if (json) terminal.json(status);
    else terminal.say(...mailingReport(status), `It is due ${when}.`, ...nextSteps(status, due));
    return 0;
  });
}

function followUpOf({ issue, correction, translation }: SendArgs) {
  return wantedFollowUp({ issue, correction, translation });
}

function untranslatedOf({ untranslated }: SendArgs) {
  return untranslatedChoices.find(name => name === untranslated) ?? 'borrow';
}

function formOf(wanted: string | undefined) {
  return mailForms.find(name => name === wanted) ?? 'normal';
}
