import type { Form, SubscriberState } from '#store/subscriber-state.ts';

export const day = 24 * 60 * 60 * 1000;
const week = 7 * day;

/** What the rules say of one address, without a database. */
interface ModelPerson {
  readonly state: SubscriberState;
  readonly list: string;
  readonly form: Form;
  readonly pausedUntil: number;
  readonly createdAt: number;
  readonly wish: { readonly list: string; readonly askedAt: number; readonly isConfirmed: boolean } | undefined;
}

/** What the database must hold after the same steps, and what everybody agreed to. */
export function peopleModel() {
  const people = new Map<string, ModelPerson>();
  const suppressed = new Set<string>();
  /** Whoever confirmed, or is on a list that was imported with their consent, and was not forgotten since. */
  const agreed = new Set<string>();
  const change = (who: string, changes: Partial<ModelPerson>): void => {
    const person = people.get(who);
    if (person !== undefined) people.set(who, { ...person, ...changes });
  };
  const stateOf = (who: string): SubscriberState | undefined => people.get(who)?.state;
  return {
    ...{ people, suppressed, agreed },
    signUp: (who: string, list: string, now: number): void => {
      const person = people.get(who) ?? newPerson('pending', list, now);
      const isSubscribed = person.state === 'active' && !suppressed.has(who);
      const isDue = person.wish === undefined || now - person.wish.askedAt >= day;
      const askedAt = isDue ? now : (person.wish?.askedAt ?? 0);
      const wish = { list: isSubscribed ? person.list : list, askedAt, isConfirmed: isSubscribed };
      people.set(who, { ...person, wish });
    },
    confirm: (who: string, now: number): void => {
      const wish = people.get(who)?.wish;
      if (wish === undefined || wish.isConfirmed || wish.askedAt <= now - week) return;
      suppressed.delete(who);
      agreed.add(who);
      change(who, { state: 'active', list: wish.list, pausedUntil: 0, wish: { ...wish, isConfirmed: true } });
    },
    import: (who: string, list: string, now: number): void => {
      if (suppressed.has(who)) return;
      const person = people.get(who);
      if (person !== undefined && person.state !== 'pending') return;
      // The wish of who signed up stays: they may still say yes to it.
      const { wish, createdAt } = person ?? { wish: undefined, createdAt: now };
      people.set(who, { ...newPerson('active', list, createdAt), wish });
      agreed.add(who);
    },
    move: (who: string, list: string, form: Form): void => change(who, { list, form }),
    pause: (who: string, until: number): void => {
      if (stateOf(who) === 'active') change(who, { pausedUntil: until });
    },
    leave: (who: string): void => {
      if (stateOf(who) === 'active') change(who, { state: 'unsubscribed', pausedUntil: 0 });
      if (stateOf(who) === 'pending') people.delete(who);
    },
    comeBack: (who: string): void => {
      if (stateOf(who) === 'unsubscribed' && !suppressed.has(who)) change(who, { state: 'active', pausedUntil: 0 });
    },
    suppress: (who: string, state: SubscriberState): void => {
      change(who, { state });
      suppressed.add(who);
    },
    forget: (who: string, keepHash: boolean): void => {
      if (!people.delete(who)) return;
      agreed.delete(who);
      if (keepHash) suppressed.add(who);
      else suppressed.delete(who);
    },
    expire: (now: number): void => {
      for (const [who, { wish, state, createdAt }] of people) {
        const isOver = wish === undefined || wish.askedAt <= now - week;
        if (isOver) change(who, { wish: undefined });
        if (isOver && state === 'pending' && createdAt <= now - week) people.delete(who);
      }
    },
    /** Who gets an issue at that moment. */
    audience: (now: number): string[] =>
      [...people]
        .filter(([who, { state, pausedUntil }]) => state === 'active' && !suppressed.has(who) && pausedUntil <= now)
        .map(([who]) => who)
        .sort(),
  };
}

function newPerson(state: SubscriberState, list: string, createdAt: number): ModelPerson {
  return { state, list, form: 'normal', pausedUntil: 0, createdAt, wish: undefined };
}
