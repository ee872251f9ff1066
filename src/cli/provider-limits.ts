import type { RefinementCtx } from 'zod';
import type { ProviderConnections } from '#delivery/provider-connections.ts';
import type { ProviderRates } from '#delivery/shared-pace.ts';
import { type Provider, providers } from '#store/provider.ts';

/**
 * Messages a second that a sender without much of a name begins with. An estimate on the careful side, not measured: providers publish
 * no such numbers. Whoever asks for patience is slowed down below it anyway.
 */
export const defaultProviderRates = {
  google: 20,
  microsoft: 10,
  yahoo: 10,
  apple: 10,
  mailru: 10,
  yandex: 10,
  proton: 10,
} as const satisfies ProviderRates;

/**
 * Messages to one provider that may be on their way at once. Postmasters advise few connections and many messages over each; this is an
 * estimate, so that servers of one provider that answer slowly hold no more than half of the ten connections that we have by default.
 */
export const defaultProviderConnections = {
  google: 5,
  microsoft: 5,
  yahoo: 5,
  apple: 3,
  mailru: 5,
  yandex: 5,
  proton: 3,
} as const satisfies ProviderConnections;

/** Reads `google=50,yandex=5` (VESNIK_PROVIDER_RATES). */
export function readProviderRates(text: string, context: RefinementCtx): ProviderRates {
  return readByProvider(text, context, 'messages a second');
}

/** Reads `google=10,yandex=2` (VESNIK_PROVIDER_CONNECTIONS). */
export function readProviderConnections(text: string, context: RefinementCtx): ProviderConnections {
  return readByProvider(text, context, 'connections');
}

function readByProvider(
  text: string,
  context: RefinementCtx,
  what: string,
): Readonly<Partial<Record<Provider, number>>> {
  const parts = text.split(',').filter(part => part.trim() !== '');
  const read = parts.map(part => {
    const [, name, rate] = /^\s*([a-z]+)\s*=\s*(\d{1,5}(?:\.\d{1,3})?)\s*$/u.exec(part) ?? [];
    return [providers.find(provider => provider === name), Number(rate)] as const;
  });
  if (read.some(([provider]) => provider === undefined)) {
    context.addIssue(`${what} by provider are wanted, like google=20,yandex=5 (known are ${providers.join(', ')})`);
  }
  return Object.fromEntries(read);
}
