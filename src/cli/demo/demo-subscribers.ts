import type { Store } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { counted } from '../output.ts';
import type { Terminal } from '../terminal.ts';
import { type SampleSubscriber, sampleSubscribers } from './sample-subscribers.ts';

const perList = 13;

/** Subscribes invented people to each list, in every form, and says so. */
export async function addDemoSubscribers(
  store: Store,
  lists: readonly string[],
  terminal: Terminal,
): Promise<SampleSubscriber[]> {
  const people = [...sampleSubscribers(lists, perList)];
  const now = new Date();
  const consent = { source: 'demo', at: now };
  await addSubscribers(
    store,
    people.map(person => ({ ...person, state: 'active', consent })),
    now,
  );
  terminal.say(
    `3. Made      ${counted(people.length, 'subscriber', 'subscribers')}: ${perList} of each list (${lists.join(', ')}), in every form`,
  );
  return people;
}
