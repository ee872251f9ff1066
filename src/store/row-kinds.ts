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
}

/** Numbers what rows have in common, in the order in which it turns up; `all` holds it by its number. */
export function kindRegister() {
  const all: RowKind[] = [];
  const numbers = new Map<number, number>();
  const words = new Map<string, number>();
  const wordNumber = (word: string): number => {
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, words.size);
    return words.size - 1;
  };
  const numberOf = ({ list, form, state, source, words: version, domain }: GoodRow): number => {
    const provider = providerOf(domain);
    // Lists, forms, states, providers and sources share one numbering of at most 2^17 words: 2^17 sources and 2^36 the rest.
    const group = ((wordNumber(list) * 8 + forms.indexOf(form)) * 8 + subscriberStates.indexOf(state)) * 16;
    const key =
      (group + providers.indexOf(provider)) * 2 ** 17 +
      wordNumber(version === undefined ? source : `${version}\n${source}`);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push({ list, form, state, provider, source, words: version ?? null }) - 1;
  };
  return { all, numberOf };
}
