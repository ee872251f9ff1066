import { expect } from 'vitest';
import { addressIndex } from '#keys/address-index.ts';
import { claimDeliveries } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import { freezeMailing } from '#store/freeze.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import type { Store } from '#store/open.ts';
import { pauseSubscriber } from '#store/pause.ts';
import { resealAddresses } from '#store/reseal.ts';
import { returnSubscriber } from '#store/return.ts';
import { signUp } from '#store/sign-up.ts';
import { confirmSignUp, refuseSignUp } from '#store/sign-up-confirmation.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { forms } from '#store/subscriber-state.ts';
import { allSubscribers, findByAddress, moveSubscriber, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { keepUp } from '#store/upkeep.ts';
import { type Fresh, now } from './both-databases.ts';
import { issue, newestLink, variantFor } from './people.ts';
import { day, peopleModel } from './people-model.ts';

import { addresses, lists, type Step, spellings } from './people-steps.ts';

const never = new AbortController().signal;

/** A database and what it must hold, step by step. */
export function openWorld(fresh: Fresh, store: Store) {
  const model = peopleModel();
  let at = now.getTime();
  const nameOfIndex = (index: Buffer): string =>
    addresses.find(each => addressIndex(store.ring, each).equals(index)) ?? 'a stranger';
  const nameOf = (address: string): string => nameOfIndex(addressIndex(store.ring, address));
  const refOf = async (address: string): Promise<Buffer> =>
    (await findByAddress(store, address))?.ref ?? Buffer.alloc(16);

  async function take(step: Step): Promise<void> {
    // No two steps at one moment.
    at += 1;
    const moment = new Date(at);
    const ref = 'who' in step ? await refOf(step.who) : Buffer.alloc(16);
    switch (step.do) {
      case 'signUp':
        await signUp(store, { address: spelled(step.who), list: step.list, source: 'form' }, moment);
        return model.signUp(step.who, step.list, at);
      case 'confirm':
        await confirmSignUp(store, await newestLink(store, ref), { now: moment });
        return model.confirm(step.who, at);
      case 'refuse':
        await refuseSignUp(store, await newestLink(store, ref), moment);
        return model.refuse(step.who, at);
      case 'move':
        await moveSubscriber(store, ref, { list: step.list, form: step.form, now: moment });
        return model.move(step.who, step.list, step.form);
      case 'pause':
        await pauseSubscriber(store, ref, { until: new Date(at + step.days * day), now: moment });
        return model.pause(step.who, at + step.days * day);
      case 'leave':
        await unsubscribe(store, ref, moment);
        return model.leave(step.who, at);
      case 'comeBack':
        await returnSubscriber(store, ref, { now: moment });
        return model.comeBack(step.who, at);
      case 'suppress':
        await suppress(store, step.who, step.reason, moment);
        return model.suppress(step.who, step.reason === 'operator' ? 'unsubscribed' : step.reason);
      case 'forget':
        await forget(store, ref, { keepHash: step.keepHash, now: moment });
        return model.forget(step.who, step.keepHash);
      case 'import':
        await importPeople(store, step.people.map(spelled), step.list, moment);
        return step.people.forEach(each => {
          model.import(each, step.list, at);
        });
      case 'wait':
        at += step.days * day;
        await keepUp(store, new Date(at), never);
        return model.expire(at);
      case 'rotate':
        await makeNextKeys(store, fresh.sourceOf(store).masterKey, moment);
        await resealAddresses(store, { signal: never });
    }
  }

  /** The database holds what the model says, nobody twice, and nobody active who did not agree. */
  async function check(): Promise<void> {
    const held: unknown[] = [];
    for await (const { address, state, list, form } of allSubscribers(store)) {
      held.push([nameOf(address), state, list, form]);
      if (state === 'active') expect(model.agreed).toContain(nameOf(address));
    }
    const expected = [...model.people].map(([name, { state, list, form }]) => [name, state, list, form]);
    expect(held.toSorted()).toEqual(expected.toSorted());
    const rows = await store.db.selectFrom('suppressions').select('address_index').execute();
    expect(rows.map(row => nameOfIndex(row.address_index)).sort()).toEqual([...model.suppressed].sort());
  }

  /** A mailing reaches who should be reached, and nobody else. */
  async function mail(): Promise<void> {
    const moment = new Date(at);
    const variants = lists.flatMap(list => forms.map(form => variantFor(list, { form })));
    const { recipients, excluded } = await freezeMailing(store, { issue, variants, now: moment });
    const claims = await claimDeliveries(store, { worker: 1, limit: 100, leaseMs: 1000, now: moment });
    expect(claims.map(({ address }) => nameOf(address)).sort()).toEqual(model.audience(at));
    const others = Object.values(excluded).reduce((sum, count) => sum + count, 0);
    expect(recipients + others).toBe(model.people.size);
  }

  return { take, check, mail };
}

function spelled(address: string): string {
  return spellings.get(address) ?? address;
}

async function importPeople(store: Store, people: readonly string[], list: string, moment: Date): Promise<void> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(['email', ...people].join('\n'));
  }
  await importSubscribers(store, {
    ...{ source: source(), defaultList: list, consent: { source: 'import: fair', at: moment }, now: moment },
    lists: lists.map(id => ({ id, interface: id })),
    takesAllLetters: true,
  });
}
