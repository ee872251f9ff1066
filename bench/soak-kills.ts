import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeliveryState, deliveryStates } from '#store/delivery-state.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { auditLedger } from '../tests/delivery/ledger-audit.ts';
import { killAgainAndAgain } from '../tests/journeys/ledger-kills.ts';
import { startPostgres } from '../tests/postgres.ts';
import { startRelay } from '../tests/smtp-relay.ts';
import { addReaders, approve } from '../tests/store/people.ts';

const readers = 20_000;
const kills = 200;
const connections = 5;

interface Run {
  readonly what: string;
  readonly url: string;
  readonly workers: number;
  readonly seed: number;
}

/**
 * 200 times kill -9 over 20,000 deliveries, on SQLite, and on PostgreSQL with one worker and with three. The seeds are new each time and
 * are printed; `VESNIK_KILL_SEED` repeats a run.
 */
export async function soakKills(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-kills-'));
  const postgres = await startPostgres();
  const seed = Number(process.env.VESNIK_KILL_SEED ?? randomBytes(4).readUInt32LE());
  console.log(
    `\n${kills} kills over ${readers} deliveries, ${connections} connections each, VESNIK_KILL_SEED=${seed}\n` +
      `  ${'ledger, workers'.padEnd(24)}${[...deliveryStates, 'lost', 'doubled', 'allowed', 's'].map(name => name.padStart(10)).join('')}`,
  );
  try {
    const runs: Run[] = [
      { what: 'SQLite, 1', url: `file:${join(folder, 'vesnik.db')}`, workers: 1, seed },
      { what: 'PostgreSQL, 1', url: await postgres.freshUrl(), workers: 1, seed: seed + 1 },
      { what: 'PostgreSQL, 3', url: await postgres.freshUrl(), workers: 3, seed: seed + 2 },
    ];
    let isWell = true;
    for (const run of runs) isWell = (await soak(run)) && isWell;
    return isWell;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function soak({ what, url, workers, seed }: Run): Promise<boolean> {
  const startedMs = performance.now();
  const source = { url, masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  const relay = await startRelay();
  try {
    await addReaders(store, readers);
    await approve(store);
    const messages = readers / kills - connections;
    await killAgainAndAgain({ source, relay, connections, workers, kills, seed, messages });
    const { counts } = await auditLedger({
      ...{ store, relays: [relay], recipients: readers, isOver: true, of: `seed ${seed}` },
      uncertain: 2 * connections * kills,
    });
    const copies = Map.groupBy(relay.taken, ({ to }) => to.join());
    const doubled = [...copies.values()].filter(each => each.length > 1).length;
    const lost = readers - counts.sent - counts.uncertain;
    const cells = [
      ...deliveryStates.map((state: DeliveryState) => counts[state]),
      ...[lost, doubled, 2 * connections * kills, Math.round((performance.now() - startedMs) / 1000)],
    ];
    console.log(`  ${what.padEnd(24)}${cells.map(cell => String(cell).padStart(10)).join('')}`);
    return lost === 0 && doubled === 0;
  } catch (error) {
    console.log(`  ${what.padEnd(24)}NOT AS PROMISED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await store.close();
    await relay.stop();
  }
}
