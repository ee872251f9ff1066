import type { RefinementCtx } from 'zod';
import type { ProviderRates } from '#delivery/shared-pace.ts';
import { providers } from '#store/provider.ts';

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

/** Reads `google=50,yandex=5` (VESNIK_PROVIDER_RATES). */
export function readProviderRates(text: string, context: RefinementCtx): ProviderRates {
  const parts = text.split(',').filter(part => part.trim() !== '');
  const read = parts.map(part => {
    const [, name, rate] = /^\s*([a-z]+)\s*=\s*(\d{1,5}(?:\.\d{1,3})?)\s*$/u.exec(part) ?? [];
    return [providers.find(provider => provider === name), Number(rate)] as const;
  });
  if (read.some(([provider]) => provider === undefined)) {
    context.addIssue(
      `messages a second by provider are wanted, like google=20,yandex=5 (known are ${providers.join(', ')})`,
    );
  }
  return Object.fromEntries(read);
}
