import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { table } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress, knownSubscriber } from '../subscriber-access.ts';

export const subscribersFind = defineCommand({
  examples: ['npx vesnik subscribers find reader@example.org'],
  args: { ...addressArg, ...jsonArg },
  async run({ address, json }, terminal) {
    const given = await givenAddress(address, terminal);
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const { address: known, list, form, state, consent, createdAt, ...more } = await knownSubscriber(store, given);
      const pausedUntil = more.pausedUntil?.toISOString();
      const leftAt = more.leftAt?.toISOString();
      const { leftReason } = more;
      const { words } = consent;
      const agreed = { source: consent.source, at: consent.at.toISOString(), ...(words !== undefined && { words }) };
      if (json)
        terminal.json({
          ...{ address: known, list, form, state, ...(pausedUntil !== undefined && { pausedUntil }) },
          ...{ consent: agreed, createdAt: createdAt.toISOString() },
          ...(leftAt !== undefined && { leftAt, leftReason: leftReason ?? null }),
        });
      else {
        terminal.say(
          ...table(
            [{}, {}],
            [
              ['address', known],
              ['list', list],
              ['form', form],
              ['state', state],
              ...(pausedUntil === undefined ? [] : [['paused until', `${pausedUntil.slice(0, 16)}Z`]]),
              [
                'agreed',
                [agreed.at.slice(0, 10), agreed.source, ...(words === undefined ? [] : [`words ${words}`])].join(', '),
              ],
              ['joined', createdAt.toISOString().slice(0, 10)],
              ...(leftAt === undefined ? [] : [['left', [leftAt.slice(0, 10), leftReason ?? []].flat().join(', ')]]),
            ],
          ),
        );
      }
      return 0;
    });
  },
});
