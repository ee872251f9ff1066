import { unsubscribe } from '#store/subscribers.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress, knownSubscriber } from '../subscriber-access.ts';

export const subscribersUnsubscribe = defineCommand({
  details: ['At once: also of a mailing that is going out, unless their mail is on the wire already.'],
  examples: ['npx vesnik subscribers unsubscribe reader@example.org'],
  args: { ...addressArg, ...jsonArg },
  async run({ address, json }, terminal) {
    const given = await givenAddress(address, terminal);
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const { ref, state } = await knownSubscriber(store, given);
      await unsubscribe(store, ref, new Date());
      const after = await knownSubscriber(store, given);
      if (json) terminal.json({ from: state, to: after.state });
      else terminal.say(state === after.state ? `They are ${state} already.` : `Unsubscribed; they were ${state}.`);
      return 0;
    });
  },
});
