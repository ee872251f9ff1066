import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { type LinkPurpose, linkPurposes } from '#keys/key-ring.ts';
import { mintLinkToken } from '#keys/link-token.ts';
import { mintTimedLink } from '#keys/timed-link.ts';
import { createServer } from '#server/server.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import { resealAddresses } from '#store/reseal.ts';
import { signUp } from '#store/sign-up.ts';
import { signUpLifeMs } from '#store/sign-up-life.ts';
import { addSubscriber, findByAddress } from '#store/subscribers.ts';
import { onBothDatabases } from '../store/both-databases.ts';
import { person } from '../store/people.ts';
import { form, lists, oneClick } from './door-server.ts';

/** Links that never grow old; the one to one's data is good for an hour and has its own tests. */
type LastingPurpose = Exclude<LinkPurpose, 'data'>;
const doorOf: Record<LastingPurpose, string> = { unsubscribe: 'u', preferences: 'p', confirm: 'c' };
const lasting = linkPurposes.filter(purpose => purpose !== 'data');

onBothDatabases(fresh => {
  it('doors that run on open links of before and after a rotation, each with its own door only', async () => {
    const store = await fresh.store();
    const doors = createServer({
      ...{
        store,
        distFolder: '/nowhere',
        publicUrl: 'https://vesnik.example.org',
        lists,
        languages: ['en', 'be', 'ru'],
      },
      ...{ trustedHops: 0, safetyDomains: [], now: () => new Date() },
    });
    const rotating = await fresh.again(store);
    const inAWeek = new Date(Date.now() + 60_000 + signUpLifeMs);
    for (const turn of ['before', 'after', 'later']) {
      const address = `${turn}@example.org`;
      await signUp(rotating, { address: `wish-${address}`, list: 'en', source: 'form' }, new Date());
      await addSubscriber(rotating, person(address), new Date());
      const [reader, wish] = [await findByAddress(rotating, address), await findByAddress(rotating, `wish-${address}`)];
      if (reader === undefined || wish === undefined) throw new Error('nobody was added');
      const link = (purpose: LastingPurpose): string =>
        purpose === 'confirm'
          ? mintTimedLink(rotating.ring, purpose, { mailBytes: randomBytes(16), ref: wish.ref, until: inAWeek })
          : mintLinkToken(rotating.ring, purpose, randomBytes(16), reader.ref);
      const links = lasting.map(purpose => ({ purpose, token: link(purpose) }));

      await makeNextKeys(rotating, fresh.sourceOf(store).masterKey, new Date());
      await resealAddresses(rotating, { signal: new AbortController().signal });
      for (const { purpose, token } of [...links, ...lasting.map(purpose => ({ purpose, token: link(purpose) }))]) {
        const statuses = Object.values(doorOf).map(async door => (await doors.request(`/${door}/${token}`)).status);
        const expected = Object.values(doorOf).map(door => (door === doorOf[purpose] ? 200 : 404));
        expect([turn, purpose, await Promise.all(statuses)]).toEqual([turn, purpose, expected]);
      }
      const [unsubscribe, , confirm] = links;
      expect((await doors.request(`/u/${unsubscribe?.token}`, oneClick)).status).toBe(200);
      expect((await findByAddress(rotating, address))?.state).toBe('unsubscribed');
      expect((await doors.request(`/c/${confirm?.token}`, form({ list: 'en' }))).status).toBe(200);
      expect((await findByAddress(rotating, `wish-${address}`))?.state).toBe('active');
    }
    // A forged key id makes no other answer than any other forgery.
    const forged = Buffer.concat([Buffer.from([200]), randomBytes(44)]).toString('base64url');
    const other = Buffer.concat([Buffer.from([1]), randomBytes(44)]).toString('base64url');
    const [one, two] = await Promise.all([forged, other].map(token => doors.request(`/u/${token}`, oneClick)));
    expect([one?.status, await one?.text()]).toEqual([404, await two?.text()]);
  });
});
