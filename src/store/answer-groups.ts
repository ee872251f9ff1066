import type { DeliveryState } from './delivery-state.ts';
import type { Provider } from './provider.ts';

/** Deliveries in one state that have the very same answer. */
export interface AnswerCount {
  readonly state: DeliveryState;
  readonly provider: Provider;
  /** Redacted. */
  readonly answer: string;
  readonly count: number;
}

/** Why deliveries did not arrive, as far as answers say the same in other numbers and names. */
export interface AnswerGroup {
  readonly state: DeliveryState;
  readonly count: number;
  /** Reply code and enhanced code (RFC 5321, 4.2; RFC 3463), as far as the server said them: `550 5.1.1`. */
  readonly code: string;
  /** The answer that came most often. */
  readonly answer: string;
  readonly byProvider: Readonly<Partial<Record<Provider, number>>>;
}

/** Groups answers that differ only in numbers, names of hosts and identifiers of queues; the largest first. */
export function groupAnswers(counts: readonly AnswerCount[]): AnswerGroup[] {
  const groups = Map.groupBy(counts, ({ state, answer }) => `${state} ${gist(answer)}`);
  return [...groups.values()].flatMap(group).toSorted((a, b) => b.count - a.count);
}

function group(members: readonly AnswerCount[]): AnswerGroup[] {
  const [most] = members.toSorted((a, b) => b.count - a.count);
  if (most === undefined) return [];
  const byProvider: Partial<Record<Provider, number>> = {};
  for (const { provider, count } of members) byProvider[provider] = (byProvider[provider] ?? 0) + count;
  const { state, answer } = most;
  const count = members.reduce((sum, each) => sum + each.count, 0);
  return [{ state, count, code: codeOf(answer), answer, byProvider }];
}

const codes = /^(?:([245]\d\d)[ -]?)?([245]\.\d{1,3}\.\d{1,3})?/;
const gistLetters = 80;

/** What is left of an answer when everything that is different each time is gone. */
function gist(answer: string): string {
  const words = answer
    .replace(codes, '')
    .toLowerCase()
    // Hosts, addresses, queue numbers, links: whatever holds a digit, a dot inside or an underscore.
    .replaceAll(/\S*(?:\d|\w\.\w|_)\S*/g, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
  return `${codeOf(answer)} ${words.slice(0, gistLetters)}`;
}

function codeOf(answer: string): string {
  const [, reply, enhanced] = codes.exec(answer) ?? [];
  return [reply, enhanced].filter(Boolean).join(' ');
}
