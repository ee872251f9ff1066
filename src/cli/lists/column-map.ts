import { VesnikError } from '#errors.ts';
import { type ColumnMap, type ColumnName, columnNames } from '#store/subscriber-columns.ts';

/** What people may call a column, by what it tells. */
const names: Readonly<Record<string, ColumnName>> = {
  ...Object.fromEntries(columnNames.map(name => [name.toLowerCase(), name])),
  email: 'address',
  source: 'consentSource',
  consent_source: 'consentSource',
  date: 'consentAt',
  consent_at: 'consentAt',
  words: 'consentWords',
  consent_words: 'consentWords',
  paused_until: 'pausedUntil',
  joined_at: 'joinedAt',
  left_at: 'leftAt',
  left_reason: 'leftReason',
};

/** Reads `email=Адрас,list=3,status=`. A comma inside a heading is given in quotation marks. Throws VesnikError (usage) `wrong-map`. */
export function readColumnMap(text: string): ColumnMap {
  const pairs = text.match(/(?:"[^"]*"|[^,])+/gu) ?? [];
  const map: Partial<Record<ColumnName, string>> = {};
  for (const pair of pairs) {
    const [, given = '', column = ''] = /^\s*([^=]+?)\s*=\s*"?(.*?)"?\s*$/u.exec(pair) ?? [];
    const name = Object.hasOwn(names, given.toLowerCase()) ? names[given.toLowerCase()] : undefined;
    if (name === undefined || map[name] !== undefined) throw wrongMap();
    map[name] = column;
  }
  if (pairs.length === 0) throw wrongMap();
  return map;
}

function wrongMap(): VesnikError {
  return new VesnikError({
    code: 'wrong-map',
    message: 'The value of `--map` cannot be read.',
    hint: 'It names columns by heading or number, each once: --map email=Адрас,list=3. It may name email, list, language, form, state, status, source, date; nothing after = leaves that out.',
    kind: 'usage',
  });
}
