import { forget } from '#store/forgetting.ts';
import { defineCommand, type ExitCode, jsonArg, yesArg } from '../command.ts';
import { confirmByTyping } from '../confirmation.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress, knownSubscriber } from '../subscriber-access.ts';

export const subscribersForget = defineCommand({
  details: [
    'Removes the address and all that is known of it; counts of past mailings stay. A keyed hash stays behind, so that no import brings them back. --without-trace removes that too: then somebody could sign them up again.',
  ],
  args: {
    ...addressArg,
    'without-trace': { type: 'boolean', description: 'Keep no hash either' },
    ...yesArg,
    ...jsonArg,
  },
  async run({ address, 'without-trace': withoutTrace, yes, json }, terminal) {
    const given = await givenAddress(address, terminal);
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const { ref } = await knownSubscriber(store, given);
      if (!yes) await confirmByTyping('This cannot be taken back. Type: forget', 'forget', terminal);
      await forget(store, ref, { keepHash: withoutTrace !== true, now: new Date() });
      // Read by somebody else the log keeps the deleted bytes: no program can take them out before that one is done.
      const bytesLeft = store.owesScrub() && !(await store.scrub());
      if (json) terminal.json({ forgotten: true, hashKept: withoutTrace !== true, bytesLeft });
      else terminal.say(...story(withoutTrace === true, bytesLeft));
      return bytesLeft ? 3 : 0;
    });
  },
});

function story(withoutTrace: boolean, bytesLeft: boolean): string[] {
  if (bytesLeft)
    return [
      `Forgotten${withoutTrace ? '' : ', and no import will bring them back'}. But another program is reading the database: until it is done, the deleted row can still be found in the bytes of its log.`,
      'A running serve or worker tries again each minute. Else it is done when the last program that has the database open ends.',
    ];
  return [withoutTrace ? 'Forgotten. No trace is left.' : 'Forgotten. No import will bring them back.'];
}
