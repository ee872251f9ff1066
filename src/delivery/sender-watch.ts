import type { Store } from '#store/open.ts';
import { senderBeats } from '#store/sender-beat.ts';

/** Looks at the senders again and again. */
export interface SenderWatch {
  /** How many live, as far as this look can tell: a sender is dead once it was the same for `looks` looks. */
  look(): Promise<number>;
}

/**
 * Tells living senders from dead ones by whether what they say changes from look to look, so that no clock matters, neither one that
 * jumps nor those of other machines. One seen for the first time counts as alive.
 */
export function watchSenders(store: Store, looks: number): SenderWatch {
  let known = new Map<number, { readonly beat: number | null; readonly same: number }>();
  return {
    look: async () => {
      const beats = await senderBeats(store);
      const next = new Map<number, { readonly beat: number | null; readonly same: number }>();
      for (const [id, beat] of beats) {
        const before = known.get(id);
        next.set(id, { beat, same: before !== undefined && before.beat === beat ? before.same + 1 : 0 });
      }
      known = next;
      return [...known.values()].filter(({ same }) => same < looks).length;
    },
  };
}
