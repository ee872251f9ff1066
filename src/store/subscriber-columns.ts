import { VesnikError } from '#errors.ts';

const columnNames = ['address', 'list', 'language', 'form', 'state', 'consentSource', 'consentAt'] as const;
export type ColumnName = (typeof columnNames)[number];
/** Where each known column stands in a row, counted from 0. */
export type Columns = ReadonlyMap<ColumnName, number>;

// Compared in lower case, blanks, dots, hyphens and underscores left out.
const headings: Readonly<Record<ColumnName, readonly string[]>> = {
  address: [
    'email',
    'emailaddress',
    'mail',
    'address',
    'адрес',
    'адрас',
    'почта',
    'пошта',
    'элпочта',
    'элпошта',
    'имейл',
    'емейл',
  ],
  list: ['list', 'lists', 'newsletter', 'спіс', 'список', 'рассылка', 'рассылка'],
  language: ['language', 'lang', 'locale', 'мова', 'язык'],
  form: ['form'],
  state: ['state'],
  consentSource: ['consentsource'],
  consentAt: ['consentat', 'consentdate'],
};

/**
 * Finds the columns by their headings. Throws VesnikError (usage) `csv-columns` when no column is called an address, or
 * two columns share a meaning. A column of any other name (`__proto__` too) is left alone. What the file says is not
 * repeated: without a heading its first line may hold an address.
 */
export function findColumns(header: readonly string[]): Columns {
  const columns = new Map<ColumnName, number>();
  header.forEach((cell, at) => {
    const name = meaningOf(cell);
    if (name === undefined) return;
    if (columns.has(name))
      throw refused(`Two columns (${(columns.get(name) ?? 0) + 1} and ${at + 1}) both mean “${name}”.`);
    columns.set(name, at);
  });
  if (!columns.has('address')) throw refused('The first line names no column with addresses.');
  return columns;
}

function meaningOf(cell: string): ColumnName | undefined {
  const plain = cell
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s._-]/g, '');
  return columnNames.find(name => headings[name].includes(plain));
}

function refused(message: string): VesnikError {
  return new VesnikError({
    code: 'csv-columns',
    message,
    hint: 'The first line must name the columns, each once, for example: email,list',
    kind: 'usage',
  });
}
