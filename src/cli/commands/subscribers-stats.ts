import { type SubscriberState, subscriberStates } from '#store/subscriber-state.ts';
import { subscriberStats } from '#store/subscriber-stats.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { table } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

export const subscribersStats = defineCommand({
  details: ['Counts only, never a person.'],
  args: jsonArg,
  run({ json }, terminal) {
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const stats = await subscriberStats(store);
      if (json) {
        terminal.json(stats);
        return 0;
      }
      const lists = Object.entries(stats);
      const total = (state: SubscriberState) => lists.reduce((sum, [, counts]) => sum + counts[state], 0);
      const rows = lists.map(([list, counts]) => [
        list,
        ...subscriberStates.map(state => counts[state].toLocaleString('en-US')),
      ]);
      const columns = subscriberStates.map(title => ({ title, align: 'right' as const }));
      if (rows.length === 0)
        terminal.say('There are no subscribers yet. To add many: npx vesnik subscribers import <csv>');
      else {
        const all = ['all', ...subscriberStates.map(state => total(state).toLocaleString('en-US'))];
        terminal.say(...table([{ title: 'list' }, ...columns], [...rows, all]));
      }
      return 0;
    });
  },
});
