import fc from 'fast-check';
import { it } from 'vitest';
import type { Store } from '#store/open.ts';
import { onBothDatabases } from './both-databases.ts';
import { step } from './people-steps.ts';
import { openWorld } from './people-world.ts';

async function empty({ db }: Store): Promise<void> {
  for (const table of ['mailings', 'subscribers', 'suppressions', 'asked_addresses'] as const)
    await db.deleteFrom(table).execute();
}

onBothDatabases(fresh => {
  it('whatever happens to people in whatever order, the rules hold', { timeout: 120_000 }, async () => {
    const store = await fresh.store();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async steps => {
        await empty(store);
        const world = openWorld(fresh, store);
        for (const each of steps) {
          await world.take(each);
          await world.check();
        }
        await world.mail();
      }),
      { numRuns: fresh.kind === 'sqlite' ? 50 : 8 },
    );
  });
});
