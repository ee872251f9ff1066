import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageId } from '#delivery/personal-message.ts';
import { VesnikError } from '#errors.ts';
import { languages } from '#i18n/languages.ts';
import { type DeliveryState, deliveryStates } from '#store/delivery-state.ts';
import { mailingDetail } from '#store/mailing-detail.ts';
import { getVariant } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode, jsonArg, mailedArg } from '../command.ts';
import { mailingDetailReport } from '../mailing-detail-report.ts';
import { mailingOverview } from '../mailing-overview.ts';
import { mailingReport, nextSteps } from '../mailing-report.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { counted, table } from '../output.ts';
import { readSettings, type Settings } from '../settings.ts';
import { mailingStanding } from '../standing.ts';
import { cameBackReport, outboxReport, standingReport } from '../standing-report.ts';
import { statusPage } from '../status-page.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const status = defineCommand({
  details: [
    'Without an id: all mailings. With one: how many deliveries are sent, wait, failed or may have arrived, by list and by mail provider, and the ten most frequent reasons why some did not arrive; --html makes a page of that for editors. No address is ever shown; a delivery is known by its Message-ID, which stands in the relay’s log too.',
  ],
  examples: [
    'npx vesnik status 2024-04-15',
    'npx vesnik status 2024-04-15 --deliveries uncertain',
    'npx vesnik status 2024-04-15 --html --language be --out status.html',
  ],
  args: {
    issue: { ...mailedArg.issue, required: false },
    deliveries: {
      type: 'enum',
      options: [...deliveryStates],
      description: 'List the deliveries in one state (1,000 at most)',
    },
    html: { type: 'boolean', description: 'As a page for editors, in one file' },
    language: {
      type: 'enum',
      options: [...languages],
      description: 'With --html: its language',
    },
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'With --html: write to this file',
    },
    ...jsonArg,
  },
  run({ issue, deliveries, json, html, language, out }, terminal) {
    if (html !== true && (language !== undefined || out !== undefined)) throw withoutPage();
    const settings = readSettings(terminal.env);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const state = deliveryStates.find(name => name === deliveries);
      if (html === true) await pageOf(store, settings, { issue, language, out }, terminal);
      else if (issue === undefined) await mailingOverview(store, terminal, json === true);
      else if (state !== undefined) await oneByOne(store, { issue, state }, terminal, json === true);
      else {
        const found = await mailingStatus(store, issue);
        const detail = await mailingDetail(store, issue);
        const standing = await mailingStanding(store, found, new Date());
        if (json) terminal.json({ ...found, ...detail, ...standing });
        else {
          terminal.say(...mailingReport(found), ...standingReport(issue, standing), ...mailingDetailReport(detail));
          terminal.say(...cameBackReport(detail), ...nextSteps(found), ...outboxReport(standing));
        }
      }
      return 0;
    });
  },
});

interface PageWish {
  readonly issue: string | undefined;
  readonly language: string | undefined;
  readonly out: string | undefined;
}

async function pageOf(store: Store, settings: Settings, wish: PageWish, terminal: Terminal): Promise<void> {
  if (wish.issue === undefined) throw whichIssue();
  const { languages: own, lists, timezone } = await readNewsletter(settings);
  const language = languages.find(each => each === wish.language) ?? own[0] ?? 'en';
  const status = await mailingStatus(store, wish.issue);
  const detail = await mailingDetail(store, wish.issue);
  const now = new Date();
  const standing = await mailingStanding(store, status, now);
  const page = statusPage({ status, detail, standing, language, lists, timezone, now });
  if (wish.out === undefined) return terminal.write(page);
  await writeFile(resolve(terminal.folder, wish.out), page);
  terminal.note(`Written to ${wish.out}. It holds no address.`);
}

function withoutPage(): VesnikError {
  return new VesnikError({
    code: 'without-page',
    message: '`--language` and `--out` are of the page that `--html` makes.',
    hint: 'For example: npx vesnik status 2024-04-15 --html --language be --out status.html',
    kind: 'usage',
  });
}

function whichIssue(): VesnikError {
  return new VesnikError({
    code: 'which-issue',
    message: 'A page is about one mailing: which?',
    hint: 'For example: npx vesnik status 2024-04-15 --html --out status.html',
    kind: 'usage',
  });
}

async function oneByOne(
  store: Store,
  wanted: { readonly issue: string; readonly state: DeliveryState },
  { json, say }: Terminal,
  asJson: boolean,
): Promise<void> {
  const deliveries = await listDeliveries(store, wanted);
  const senders = new Map<number, string>();
  for (const id of new Set(deliveries.map(({ variant }) => variant))) {
    senders.set(id, (await getVariant(store, id)).from.address);
  }
  const found = deliveries.map(({ bytes, variant, attemptedAt, ...delivery }) => ({
    messageId: messageId(bytes, senders.get(variant) ?? ''),
    ...delivery,
    ...(attemptedAt && { attemptedAt: attemptedAt.toISOString() }),
  }));
  if (asJson) json(found);
  else {
    const rows = found.map(({ messageId: id, list, attemptedAt = '', answer = '' }) => [id, list, attemptedAt, answer]);
    say(counted(found.length, 'delivery', 'deliveries'));
    if (rows.length > 0)
      say(...table([{ title: 'Message-ID' }, { title: 'list' }, { title: 'tried' }, { title: 'answer' }], rows));
  }
}
