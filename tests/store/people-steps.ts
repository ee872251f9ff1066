import fc from 'fast-check';
import { forms } from '#store/subscriber-state.ts';

export const lists = ['en', 'be', 'ru'];
export const addresses = ['ann@example.org', 'Boris@example.org', 'ц@пошта.бел', 'dasha+news@mail.example'];
/** The same mailbox, written in another way. */
export const spellings = new Map([['Boris@example.org', 'Boris@EXAMPLE.org.']]);

const who = fc.constantFrom(...addresses);
const list = fc.constantFrom(...lists);
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('signUp' as const), who, list }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('confirm' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refuse' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), who, list, form: fc.constantFrom(...forms) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pause' as const), who, days: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('comeBack' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('suppress' as const),
      who,
      reason: fc.constantFrom('bounced', 'complained', 'operator'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('forget' as const), who, keepHash: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('import' as const), people: fc.array(who, { minLength: 1 }), list }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rotate' as const) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
