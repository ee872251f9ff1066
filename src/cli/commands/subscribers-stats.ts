import { type SubscriberState, subscriberStates } from '#store/subscriber-state.ts';
import { growthByMonth, type MonthCount, reasonsForLeaving, subscriberStats } from '#store/subscriber-stats.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { table } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

const nobody = { pending: 0, active: 0, unsubscribed: 0, bounced: 0, complained: 0 } as const;
const shownMonths = 12;

export const subscribersStats = defineCommand({
  details: [
    'Counts only, never a person: by list and state, month by month (in UTC), and why people left, as far as they said. Whoever was forgotten is in no count.',
  ],
  args: jsonArg,
  run({ json }, terminal) {
    const settings = readSettings(terminal.env);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const { lists: declared } = await readNewsletter(settings);
      const counted = await subscriberStats(store);
      const months = await growthByMonth(store, new Date());
      const reasons = await reasonsForLeaving(store);
      // Lists of the newsletter first, empty ones too; then those that it no longer has and somebody is still on.
      const lists = { ...Object.fromEntries(declared.map(({ id }) => [id, nobody])), ...counted };
      if (json) terminal.json({ lists, months, reasons });
      else if (Object.keys(counted).length === 0)
        terminal.say('There are no subscribers yet. To add many: npx vesnik subscribers import <csv>');
      else terminal.say(...listTable(lists), '', ...monthTable(months.slice(-shownMonths)), ...reasonTable(reasons));
      return 0;
    });
  },
});

function listTable(lists: Readonly<Record<string, Readonly<Record<SubscriberState, number>>>>): string[] {
  const entries = Object.entries(lists);
  const total = (state: SubscriberState) => entries.reduce((sum, [, counts]) => sum + counts[state], 0);
  const rows = entries.map(([list, counts]) => [list, ...subscriberStates.map(state => written(counts[state]))]);
  const columns = subscriberStates.map(title => ({ title, align: 'right' as const }));
  return table(
    [{ title: 'list' }, ...columns],
    [...rows, ['all', ...subscriberStates.map(each => written(total(each)))]],
  );
}

function monthTable(months: readonly MonthCount[]): string[] {
  const titles = ['joined', 'left', 'growth', 'active'].map(title => ({ title, align: 'right' as const }));
  return table(
    [{ title: 'month' }, ...titles],
    months.map(({ month, joined, left, growth, active }) => [
      month,
      written(joined),
      written(left),
      `${growth > 0 ? '+' : ''}${written(growth)}`,
      written(active),
    ]),
  );
}

function reasonTable(reasons: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(reasons).filter(([, count]) => count > 0);
  if (rows.length === 0) return [];
  const lines = rows.map(([reason, count]) => [reason, written(count)]);
  return ['', ...table([{ title: 'why they left' }, { title: 'people', align: 'right' }], lines)];
}

function written(count: number): string {
  return count.toLocaleString('en-US');
}
