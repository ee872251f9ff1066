/** Wakes whoever waits for something to change. */
export interface Pulse {
  beat(): void;
  /** The next beat. Look at what you wait for first, then wait, without anything asynchronous in between. */
  next(): Promise<void>;
}

export function createPulse(): Pulse {
  let waiting: (() => void)[] = [];
  return {
    beat: () => {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    next: () => new Promise(resolve => waiting.push(resolve)),
  };
}
