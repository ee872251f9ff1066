import type { Language } from './languages.ts';

/** The plural categories of each language (CLDR), as `Intl.PluralRules` names them. */
export const pluralForms = {
  en: ['one', 'other'],
  be: ['one', 'few', 'many', 'other'],
  ru: ['one', 'few', 'many', 'other'],
} as const satisfies Record<Language, readonly Intl.LDMLPluralRule[]>;

type Form<L extends Language> = (typeof pluralForms)[L][number];

/** The names in `{{name}}` of a message. */
export type Holes<Message extends string> = Message extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

type UnionToIntersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer Intersection,
) => void
  ? Intersection
  : never;

/** Any text that holds every hole of the English message. */
type WithHoles<Message extends string> = [Holes<Message>] extends [never]
  ? string
  : UnionToIntersection<
      Holes<Message> extends infer Name ? (Name extends string ? `${string}{{${Name}}}${string}` : never) : never
    >;

type PluralBase<Key> = Key extends `${infer Base}_other` ? Base : never;
type PluralKey<Tree> = `${PluralBase<keyof Tree>}_${Intl.LDMLPluralRule}`;

/**
 * What a catalogue of another language must hold, derived from the English one: the same keys, the same holes, and for each
 * counted message every plural form of that language. `satisfies` makes a missing, unknown or incomplete key an error in tsc.
 */
export type CatalogueOf<English, L extends Language> = {
  readonly [Key in Exclude<keyof English, PluralKey<English>>]: English[Key] extends string
    ? WithHoles<English[Key]>
    : CatalogueOf<English[Key], L>;
} & {
  readonly [Key in `${PluralBase<keyof English>}_${Form<L>}`]: `${string}{{count}}${string}`;
};
