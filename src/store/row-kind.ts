import type { LeavingReason } from './leaving-reason.ts';
import { type Provider, providerOf, providers } from './provider.ts';
import type { GoodRow } from './subscriber-row.ts';
import { type Form, forms, type SubscriberState, subscriberStates } from './subscriber-state.ts';

/** What many rows have in common. */
export interface RowKind {
  readonly list: string;
  readonly form: Form;
  readonly state: SubscriberState;
  readonly provider: Provider;
  readonly source: string;
  readonly words: string | null;
  readonly leftReason: LeavingReason | null;
}

/** Numbers kinds in the order in which they turn up. */
export function kindRegister(): { readonly all: readonly RowKind[]; numberOf(row: GoodRow): number } {
  const all: RowKind[] = [];
  const numbers = new Map<number, number>();
  const words = new Map<string, number>();
  const wordNumber = (word: string): number => {
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, words.size);
    return words.size - 1;
  };
  const numberOf = ({ list, form, state, source, words: version, leftReason, domain }: GoodRow): number => {
    const provider = providerOf(domain);
    // Lists, forms, states, providers and sources share one numbering of at most 2^17 words: 2^17 sources and 2^36 the rest.
    const group = ((wordNumber(list) * 8 + forms.indexOf(form)) * 8 + subscriberStates.indexOf(state)) * 16;
    // No source has a line end.
    const isPlain = version === undefined && leftReason === undefined;
    const agreed = isPlain ? source : `${version ?? ''}\n${leftReason ?? ''}\n${source}`;
    const key = (group + providers.indexOf(provider)) * 2 ** 17 + wordNumber(agreed);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return (
      all.push({ list, form, state, provider, source, words: version ?? null, leftReason: leftReason ?? null }) - 1
    );
  };
  return { all, numberOf };
}
