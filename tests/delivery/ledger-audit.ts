import { expect } from 'vitest';
import { messageId } from '#delivery/personal-message.ts';
import type { Store } from '#store/open.ts';
import { listDeliveries, type MailingStatus, mailingStatus } from '#store/status.ts';
import type { Relay } from '../smtp-relay.ts';
import { issue as usualIssue } from '../store/people.ts';

export interface AuditOptions {
  readonly store: Store;
  /** All that mails of this issue went to; their records together tell who has it. */
  readonly relays: readonly Pick<Relay, 'taken'>[];
  readonly recipients: number;
  readonly issue?: string;
  /** Most deliveries that may be uncertain: 2 × connections for each accident. */
  readonly uncertain: number;
  /** Nobody is to wait any more. Else some may be queued or deferred. */
  readonly isOver: boolean;
  /** Message-IDs that a person had repeated though they may have arrived. */
  readonly retried?: ReadonlySet<string>;
  /** Said with every failure: the seed. */
  readonly of?: string;
}

interface Copies {
  /** Answered with 2xx. */
  accepted: number;
  /** Taken, and the answer kept back. */
  hidden: number;
}

/**
 * Holds the promises of the ledger against the relay's own record while no sender lives: the counts add up, nobody is forgotten,
 * nobody has a mail twice, and whoever may have one without our knowing is listed as uncertain with its Message-ID.
 */
export async function auditLedger(options: AuditOptions): Promise<MailingStatus> {
  const { store, relays, recipients, issue = usualIssue, of = '' } = options;
  const status = await mailingStatus(store, issue);
  const { counts } = status;
  expect(status.recipients, of).toBe(recipients);
  expect(sum(Object.values(counts)), of).toBe(recipients);
  expect(counts.sending, `on the wire of nobody ${of}`).toBe(0);
  expect(counts.uncertain, of).toBeLessThanOrEqual(options.uncertain);
  if (options.isOver) {
    expect(counts.queued + counts.deferred, `forgotten ${of}`).toBe(0);
    expect(['sent', 'cancelled'], of).toContain(status.state);
  }
  await expectFaithful(options);
  await expectListed(store, issue, counts.uncertain);
  await expectUnheld(store, issue);
  await expectNoAddress(store);
  expect(relays.flatMap(({ taken }) => taken.filter(({ to }) => to.length !== 1))).toEqual([]);
  return status;
}

// What the ledger says of each delivery against what the relays have of it.
async function expectFaithful({ store, relays, issue = usualIssue, retried, of }: AuditOptions): Promise<void> {
  const copies = new Map<string, Copies>();
  const addresses = new Map<string, string>();
  for (const { messageId: id, to, answer } of relays.flatMap(({ taken }) => taken)) {
    const each = copies.get(id) ?? { accepted: 0, hidden: 0 };
    copies.set(id, each);
    if (answer.startsWith('2')) each.accepted += 1;
    else if (answer === 'drop' || answer === 'silent') each.hidden += 1;
    expect(addresses.get(id) ?? to.join(), 'one Message-ID, one recipient').toBe(to.join());
    addresses.set(id, to.join());
  }
  const faults: string[] = [];
  for (const { bytes, state } of await rowsOf(store, issue)) {
    const id = messageId(bytes, 'news@example.org');
    const { accepted, hidden } = copies.get(id) ?? { accepted: 0, hidden: 0 };
    const most = retried?.has(id) ? 2 : 1;
    if (accepted + hidden > most) faults.push(`${id} is with them ${accepted + hidden} times, ${state}`);
    if (state === 'sent' && accepted === 0) faults.push(`${id} counts as sent and nobody has it`);
    if (accepted + hidden > 0 && state !== 'sent' && state !== 'uncertain')
      faults.push(`${id} may be with them and counts as ${state}`);
  }
  expect(faults, of).toEqual([]);
  const byAddress = new Set([...addresses.values()]);
  expect(byAddress.size, `two Message-IDs to one recipient ${of}`).toBe(addresses.size);
}

async function expectListed(store: Store, issue: string, uncertain: number): Promise<void> {
  const listed = await listDeliveries(store, { issue, state: 'uncertain', limit: 1_000_000 });
  expect(listed).toHaveLength(uncertain);
}

async function expectUnheld({ db }: Store, issue: string): Promise<void> {
  const held = await db
    .selectFrom('deliveries')
    .innerJoin('mailings', 'mailings.id', 'mailing_id')
    .select(['deliveries.id', 'deliveries.state', 'worker'])
    .where('issue', '=', issue)
    .where('worker', 'is not', null)
    .where('deliveries.state', '!=', 'uncertain')
    .execute();
  expect(held).toEqual([]);
}

async function expectNoAddress({ db }: Store): Promise<void> {
  const answers = await db.selectFrom('deliveries').select('answer').where('answer', 'is not', null).execute();
  expect(answers.filter(({ answer }) => /reader\d|bounce\+/.test(answer ?? ''))).toEqual([]);
}

function rowsOf({ db }: Store, issue: string) {
  return db
    .selectFrom('deliveries')
    .innerJoin('mailings', 'mailings.id', 'mailing_id')
    .select(['bytes', 'deliveries.state'])
    .where('issue', '=', issue)
    .where('mailings.state', '!=', 'freezing')
    .execute();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
