import i18next from 'i18next';
import type { Holes } from './catalogue.ts';
import { type Language, languages } from './languages.ts';
import { be } from './messages/be.ts';
import { en } from './messages/en.ts';
import { ru } from './messages/ru.ts';
import { formatNumber } from './numbers.ts';

type Leaf<Key extends string> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;
type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Leaf<Key> : `${Key}.${Paths<Tree[Key]>}`;
}[keyof Tree & string];
type MessageAt<Tree, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? MessageAt<Tree[Head], Rest>
    : never
  : Path extends keyof Tree
    ? Tree[Path]
    : `${Path}_other` extends keyof Tree
      ? Tree[`${Path}_other`]
      : never;

/** `place.thing`: the key of every message that a reader may see. */
export type MessageKey = Paths<typeof en>;
type HolesAt<Key extends MessageKey> =
  MessageAt<typeof en, Key> extends infer Message ? (Message extends string ? Holes<Message> : never) : never;
type Values<Key extends MessageKey> = [HolesAt<Key>] extends [never]
  ? []
  : [values: { readonly [Name in HolesAt<Key>]: Name extends 'count' ? number : string | number }];

/** A message in one language. Values stand as they are: escaping belongs to the medium that shows them. */
export type Translate = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;

const instance = i18next.createInstance();
await instance.init({
  resources: { en: { translation: en }, be: { translation: be }, ru: { translation: ru } },
  lng: 'en',
  supportedLngs: [...languages],
  // A gap is an error of ours and must be seen; English is never copied over it.
  fallbackLng: false,
  interpolation: { escapeValue: false },
});

const hole = /\{\{\s*(\w+)\s*\}\}/g;

const translators = Object.fromEntries(
  languages.map(language => {
    const translate = instance.getFixedT(language);
    const plurals = new Intl.PluralRules(language);
    // Each message is looked up once for every plural form; looking all of them up for 3,000 pages took two seconds.
    const known = new Map<string, string>();
    const withHoles = (key: string, count: string | number | undefined) => {
      const form = typeof count === 'number' ? `${key}_${plurals.select(count)}` : key;
      const message =
        known.get(form) ?? translate(key, { skipInterpolation: true, ...(count !== undefined && { count }) });
      known.set(form, message);
      return message;
    };
    return [
      language,
      (key: string, values: Readonly<Record<string, string | number>> = {}) =>
        withHoles(key, values.count).replace(hole, (_, name: string) => shown(values, name, language)),
    ];
  }),
);

function shown(values: Readonly<Record<string, string | number>>, name: string, language: Language): string {
  const value = values[name] ?? '';
  return name === 'count' && typeof value === 'number' ? formatNumber(value, language) : String(value);
}

/** The translator of one language: `translator('be')('reading.minutes', { count: 5 })`. */
export function translator(language: Language): Translate {
  const translate = translators[language];
  if (translate === undefined) throw new RangeError(`no messages for ${language}`);
  return translate;
}
