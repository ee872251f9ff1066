import type { Form, SubscriberState } from '#store/subscriber-state.ts';

export const day = 24 * 60 * 60 * 1000;
const week = 7 * day;
const month = 30 * day;
const halfHour = 30 * 60 * 1000;

/** What the rules say of one address, without a database. */
interface ModelPerson {
  readonly state: SubscriberState;
  readonly list: string;
  readonly form: Form;
  readonly pausedUntil: number;
  readonly createdAt: number;
  /** When somebody left. */
  readonly leftAt: number;
  readonly wish:
    | { readonly list: string; readonly askedAt: number; readonly begunAt: number; readonly isConfirmed: boolean }
    | undefined;
}

interface Asked {
  readonly mails: number;
  readonly since: number;
  readonly quietUntil: number;
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
  const asked = new Map<string, Asked>();
  const mayBeAsked = (who: string, now: number): boolean => {
    const { mails, since, quietUntil } = asked.get(who) ?? { mails: 0, since: now, quietUntil: 0 };
    return quietUntil <= now && (mails < 3 || now - since >= month);
  };
  const ask = (who: string, list: string, now: number): void => {
    const person = people.get(who);
    if (person === undefined || !mayBeAsked(who, now)) return;
    const { wish } = person;
    const isSubscribed = person.state === 'active' && !suppressed.has(who);
    if (wish !== undefined && now - wish.askedAt < day) {
      if (!isSubscribed) change(who, { wish: { ...wish, isConfirmed: false } });
      return;
    }
    const isOpen = wish?.isConfirmed === false && wish.begunAt > now - week && !isSubscribed;
    const begunAt = isOpen ? wish.begunAt : now;
    change(who, {
      wish: { list: isSubscribed ? person.list : list, askedAt: now, begunAt, isConfirmed: isSubscribed },
    });
    const { mails, since, quietUntil } = asked.get(who) ?? { mails: 0, since: now, quietUntil: 0 };
    const isFirst = mails === 0 || now - since >= month;
    asked.set(who, { mails: isFirst ? 1 : mails + 1, since: isFirst ? now : since, quietUntil });
  };
  const stateOf = (who: string): SubscriberState | undefined => people.get(who)?.state;
  const forget = (who: string, keepHash: boolean): void => {
    if (!people.delete(who)) return;
    agreed.delete(who);
    asked.delete(who);
    if (keepHash) suppressed.add(who);
    else suppressed.delete(who);
  };
  return {
    ...{ people, suppressed, agreed },
    signUp: (who: string, list: string, now: number): void => {
      if (!mayBeAsked(who, now)) return;
      const before = people.get(who);
      if (before?.state === 'pending' && before.wish !== undefined && before.wish.begunAt <= now - week)
        people.delete(who);
      if (!people.has(who)) people.set(who, newPerson('pending', list, now));
      ask(who, list, now);
    },
    refuse: (who: string, now: number): void => {
      const person = people.get(who);
      if (person?.wish === undefined || person.wish.isConfirmed) return;
      const known = asked.get(who);
      if (person.state === 'pending') people.delete(who);
      else if (person.state === 'active') change(who, { wish: undefined });
      else forget(who, true);
      const kept = person.state === 'pending' || person.state === 'active' ? known : undefined;
      asked.set(who, { ...(kept ?? { mails: 0, since: now }), quietUntil: now + month });
    },
    confirm: (who: string, now: number): void => {
      const wish = people.get(who)?.wish;
      if (wish === undefined || wish.isConfirmed || wish.begunAt <= now - week) return;
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
    leave: (who: string, now: number): void => {
      if (stateOf(who) === 'active') change(who, { state: 'unsubscribed', pausedUntil: 0, leftAt: now });
      if (stateOf(who) === 'pending') people.delete(who);
    },
    comeBack: (who: string, now: number): void => {
      const person = people.get(who);
      if (person?.state !== 'unsubscribed' || suppressed.has(who)) return;
      if (now - person.leftAt <= halfHour) change(who, { state: 'active', pausedUntil: 0 });
      else ask(who, person.list, now);
    },
    suppress: (who: string, state: SubscriberState): void => {
      change(who, { state });
      suppressed.add(who);
    },
    forget,
    expire: (now: number): void => {
      for (const [who, { wish, state, createdAt }] of people) {
        const isOver = wish === undefined || wish.begunAt <= now - week;
        if (isOver) change(who, { wish: undefined });
        if (isOver && state === 'pending' && createdAt <= now - week) people.delete(who);
      }
      for (const [who, { mails, since, quietUntil }] of asked)
        if ((mails === 0 || since <= now - month) && quietUntil <= now) asked.delete(who);
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
  return { state, list, form: 'normal', pausedUntil: 0, createdAt, leftAt: createdAt, wish: undefined };
}
