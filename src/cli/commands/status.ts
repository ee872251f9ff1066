import { messageId } from '#delivery/personal-message.ts';
import { type DeliveryState, deliveryStates } from '#store/delivery-state.ts';
import { getMailing, listMailings, listVariants } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode, jsonArg, mailedArg } from '../command.ts';
import { mailingReport, nextSteps } from '../mailing-report.ts';
import { counted, table } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const status = defineCommand({
  details: [
    'Without an id: all mailings. With one: how many deliveries are sent, wait, failed or may have arrived, by list. No address is ever shown; a delivery is known by its Message-ID, which stands in the relay’s log too.',
  ],
  examples: ['npx vesnik status 2024-04-15', 'npx vesnik status 2024-04-15 --deliveries uncertain'],
  args: {
    issue: { ...mailedArg.issue, required: false },
    deliveries: {
      type: 'enum',
      options: [...deliveryStates],
      description: 'List the deliveries in one state (1,000 at most)',
    },
    ...jsonArg,
  },
  run({ issue, deliveries, json }, terminal) {
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const state = deliveryStates.find(name => name === deliveries);
      if (issue === undefined) await overview(store, terminal, json === true);
      else if (state !== undefined) await oneByOne(store, { issue, state }, terminal, json === true);
      else {
        const found = await mailingStatus(store, issue);
        if (json) terminal.json(found);
        else terminal.say(...mailingReport(found), ...nextSteps(found));
      }
      return 0;
    });
  },
});

async function overview(store: Store, { json, say }: Terminal, asJson: boolean): Promise<void> {
  const mailings = await listMailings(store);
  const all = await Promise.all(mailings.map(({ issue }) => mailingStatus(store, issue)));
  if (asJson) json(all);
  else if (all.length === 0) say('Nothing has been mailed yet. To mail an issue: npx vesnik send <issue>');
  else {
    const rows = all.map(({ issue, state, recipients, counts }) => [issue, state, `${recipients}`, `${counts.sent}`]);
    const right = { align: 'right' } as const;
    say(
      ...table(
        [{ title: 'issue' }, { title: 'state' }, { title: 'recipients', ...right }, { title: 'sent', ...right }],
        rows,
      ),
    );
  }
}

async function oneByOne(
  store: Store,
  wanted: { readonly issue: string; readonly state: DeliveryState },
  { json, say }: Terminal,
  asJson: boolean,
): Promise<void> {
  const mailing = await getMailing(store, wanted.issue);
  const [variant] = await listVariants(store, mailing.id);
  const found = (await listDeliveries(store, wanted)).map(({ bytes, attemptedAt, ...delivery }) => ({
    messageId: messageId(bytes, variant?.from.address ?? ''),
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
