import { moveSubscriber } from '#store/subscribers.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readNewsletter, wantedList } from '../newsletter.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress, knownSubscriber } from '../subscriber-access.ts';

export const subscribersMove = defineCommand({
  details: ['From the next mailing on. What is approved already goes out as it was approved.'],
  examples: ['npx vesnik subscribers move reader@example.org --list be-ru'],
  args: {
    ...addressArg,
    list: { type: 'string', required: true, description: 'One of the lists of newsletter.yaml, or a language' },
    ...jsonArg,
  },
  async run({ address, list, json }, terminal) {
    const settings = readSettings(terminal.env);
    const { id } = wantedList(list, (await readNewsletter(settings)).lists);
    const given = await givenAddress(address, terminal);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const subscriber = await knownSubscriber(store, given);
      await moveSubscriber(store, subscriber.ref, id, new Date());
      if (json) terminal.json({ from: subscriber.list, to: id });
      else terminal.say(`Moved from the list ${subscriber.list} to ${id}.`);
      return 0;
    });
  },
});
