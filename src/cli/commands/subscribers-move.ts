import { VesnikError } from '#errors.ts';
import { forms } from '#store/subscriber-state.ts';
import { moveSubscriber } from '#store/subscribers.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readNewsletter, wantedList } from '../newsletter-file.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { addressArg, givenAddress, knownSubscriber } from '../subscriber-access.ts';

export const subscribersMove = defineCommand({
  details: ['From the next mailing on. What is approved already goes out as it was approved.'],
  examples: [
    'npx vesnik subscribers move reader@example.org --list be-ru',
    'npx vesnik subscribers move reader@example.org --form discreet',
  ],
  args: {
    ...addressArg,
    list: { type: 'string', description: 'One of the lists of newsletter.yaml, or a language' },
    form: { type: 'enum', options: [...forms], description: 'How their mails look' },
    ...jsonArg,
  },
  async run({ address, list, form, json }, terminal) {
    const wantedForm = forms.find(name => name === form);
    if (list === undefined && wantedForm === undefined) throw whereTo();
    const settings = readSettings(terminal.env);
    const wanted = {
      ...(list !== undefined && { list: wantedList(list, (await readNewsletter(settings)).lists).id }),
      ...(wantedForm && { form: wantedForm }),
    };
    const given = await givenAddress(address, terminal);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const before = await knownSubscriber(store, given);
      await moveSubscriber(store, before.ref, { ...wanted, now: new Date() });
      const after = { list: before.list, form: before.form, ...wanted };
      if (json) terminal.json({ from: { list: before.list, form: before.form }, to: after });
      else terminal.say(`Moved from the list ${before.list}, form ${before.form}, to ${after.list}, ${after.form}.`);
      return 0;
    });
  },
});

function whereTo(): VesnikError {
  return new VesnikError({
    code: 'where-to',
    message: 'Where to? Give a list, a form or both.',
    hint: 'For example: --list be-ru --form plain',
    kind: 'usage',
  });
}
