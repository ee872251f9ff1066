import { setTimeout as wait } from 'node:timers/promises';
import type { StoreSource } from '#store/open.ts';
import { seededRandom } from '../delivery/seeded.ts';
import type { Relay } from '../smtp-relay.ts';
import { type LedgerChild, startSender } from './ledger-child.ts';

interface KillPlan {
  readonly source: StoreSource;
  readonly relay: Relay;
  readonly connections: number;
  /** Worker processes at a time; 1 on SQLite. */
  readonly workers: number;
  readonly kills: number;
  /** The kills come at the same steps of the relay for the same seed. */
  readonly seed: number;
  /** Messages between two kills, at most. */
  readonly messages: number;
  readonly onKill?: (kill: number) => Promise<void>;
}

/** RCPT, DATA and the final dot. */
const stepsPerMessage = 3;

/**
 * Lets real workers deliver and kills one of them with SIGKILL again and again, a seeded number of the relay's steps after the last
 * kill: before the relay answers that step, or up to 3 ms after. Each is replaced at once. The last ones finish the mailing. All that
 * the workers wrote.
 */
export async function killAgainAndAgain(plan: KillPlan): Promise<string> {
  const { source, relay, connections, seed, workers } = plan;
  const random = seededRandom(seed);
  const start = (): LedgerChild => startSender({ source, relayUrl: relay.url, connections });
  const living = Array.from({ length: workers }, start);
  const output: string[] = [];
  const steps = countSteps(relay);
  for (let kill = 1; kill <= plan.kills; kill += 1) {
    const victim = living.splice(Math.floor(random() * living.length), 1)[0] ?? start();
    const isAtOnce = random() < 0.5;
    const delayMs = random() * 3;
    const moment = 1 + Math.floor(random() * plan.messages * stepsPerMessage);
    await Promise.race([
      steps.after(moment, () => isAtOnce && victim.kill('SIGKILL')),
      ...[victim, ...living].map(({ ended }) => ended),
    ]);
    if (!isAtOnce) await wait(delayMs);
    victim.kill('SIGKILL');
    const code = await victim.ended;
    output.push(victim.output());
    if (code !== null)
      throw new Error(`a worker ended by itself before kill ${kill} of seed ${seed}: ${victim.output()}`);
    await plan.onKill?.(kill);
    living.push(start());
  }
  for (const worker of living) {
    if ((await worker.ended) !== 0) throw new Error(`a worker failed, seed ${seed}: ${worker.output()}`);
    output.push(worker.output());
  }
  return output.join('');
}

// What is done at a step happens before the relay answers it.
function countSteps({ script }: Relay): { after(count: number, act: () => void): Promise<void> } {
  let waiting: { left: number; readonly act: () => void } | undefined;
  const step = (): undefined => {
    if (waiting === undefined) return;
    waiting.left -= 1;
    if (waiting.left > 0) return;
    const { act } = waiting;
    waiting = undefined;
    act();
  };
  script.rcpt = step;
  script.data = step;
  script.message = step;
  return {
    after: (left, act) =>
      new Promise(resolve => {
        waiting = {
          left,
          act: () => {
            act();
            resolve();
          },
        };
      }),
  };
}
