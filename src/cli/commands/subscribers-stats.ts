import { type SubscriberState, subscriberStates } from '#store/subscriber-state.ts';
import { subscriberStats } from '#store/subscriber-stats.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readNewsletter } from '../newsletter.ts';
import { table } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

const nobody = { pending: 0, active: 0, unsubscribed: 0, bounced: 0, complained: 0 } as const;

export const subscribersStats = defineCommand({
  details: ['Counts only, never a person.'],
  args: jsonArg,
  run({ json }, terminal) {
    const settings = readSettings(terminal.env);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const { lists: declared } = await readNewsletter(settings);
      const counted = await subscriberStats(store);
      // Lists of the newsletter first, empty ones too; then those that it no longer has and somebody is still on.
      const stats = { ...Object.fromEntries(declared.map(({ id }) => [id, nobody])), ...counted };
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
      if (Object.keys(counted).length === 0)
        terminal.say('There are no subscribers yet. To add many: npx vesnik subscribers import <csv>');
      else {
        const all = ['all', ...subscriberStates.map(state => total(state).toLocaleString('en-US'))];
        terminal.say(...table([{ title: 'list' }, ...columns], [...rows, all]));
      }
      return 0;
    });
  },
});
