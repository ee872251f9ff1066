import { VesnikError } from '#errors.ts';
import { forms } from '#store/subscriber-state.ts';
import { addSubscriber } from '#store/subscribers.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { allLettersArg, requireLetters } from '../letters.ts';
import { readNewsletter, wantedList } from '../newsletter-file.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress } from '../subscriber-access.ts';

export const subscribersAdd = defineCommand({
  details: ['Only with their consent: they are active at once, without a mail that asks them.'],
  examples: ['npx vesnik subscribers add reader@example.org --list be --form discreet'],
  args: {
    ...addressArg,
    list: { type: 'string', required: true, description: 'One of the lists of newsletter.yaml, or a language' },
    form: { type: 'enum', options: [...forms], default: 'normal', description: 'How their mails look' },
    source: {
      type: 'string',
      valueHint: 'words',
      default: 'operator',
      description: 'Where they agreed; no address in it',
    },
    ...allLettersArg,
    ...jsonArg,
  },
  async run({ address, list, form, source, 'all-letters': allLetters, json }, terminal) {
    const settings = readSettings(terminal.env);
    const { id } = wantedList(list, (await readNewsletter(settings)).lists);
    const given = await givenAddress(address, terminal);
    if (allLetters !== true) await requireLetters(given, settings);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const now = new Date();
      const wanted = forms.find(name => name === form) ?? 'normal';
      const admission = await addSubscriber(
        store,
        { address: given, list: id, form: wanted, state: 'active', consent: { source, at: now } },
        now,
      );
      if (admission !== 'added') throw notAdded(admission);
      if (json) terminal.json({ admission, list: id, form: wanted });
      else terminal.say(`Added to the list ${id}, form ${wanted}.`);
      return 0;
    });
  },
});

function notAdded(admission: 'known' | 'suppressed'): VesnikError {
  return admission === 'known'
    ? new VesnikError({
        code: 'known-subscriber',
        message: 'This address is there already. It was left as it is.',
        hint: 'To see how it is: npx vesnik subscribers find <address>. To change the list: npx vesnik subscribers move.',
      })
    : new VesnikError({
        code: 'suppressed-address',
        message: 'This address asked never to be mailed again, or complained. It was not added.',
        hint: 'Only its owner can come back, with the sign-up form.',
      });
}
