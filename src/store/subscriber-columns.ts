import { VesnikError } from '#errors.ts';

/** What a column may tell of a subscriber. */
export const columnNames = [
  'address',
  'list',
  'language',
  'form',
  'state',
  'status',
  'consentSource',
  'consentAt',
  'consentWords',
  'pausedUntil',
  'joinedAt',
  'leftAt',
  'leftReason',
] as const;
export type ColumnName = (typeof columnNames)[number];
/** Where each known column stands in a row, counted from 0. */
export type Columns = ReadonlyMap<ColumnName, number>;
/** Columns by a heading, or by a number counted from 1; an empty text: no column tells that. */
export type ColumnMap = Readonly<Partial<Record<ColumnName, string>>>;

// Compared as `plainHeading` writes them.
const headings: Readonly<Record<ColumnName, readonly string[]>> = {
  address: [
    ...[
      'email',
      'emailaddress',
      'emailaddr',
      'emailadresse',
      'subscriberemail',
      'contactemail',
      'useremail',
      'mailaddress',
    ],
    ...[
      'электроннаяпочта',
      'адресэлектроннойпочты',
      'электронныйадрес',
      'элпочта',
      'эладрес',
      'имейл',
      'емейл',
      'мейл',
    ],
    ...['электроннаяпошта', 'адрасэлектроннайпошты', 'электронныадрас', 'элпошта', 'эладрас', 'эмэйл', 'мэйл', 'імэйл'],
    ...['emailадрес', 'emailадрас', 'адресemail', 'адрасemail'],
  ],
  list: [
    ...['list', 'lists', 'newsletter', 'спіс', 'список', 'рассылка', 'языкрассылки', 'моварассылкі'],
    ...['спісрассылкі', 'списокрассылки', 'выпуск', 'выданне', 'версия', 'версія'],
  ],
  language: ['language', 'lang', 'locale', 'preferredlanguage', 'мова', 'язык', 'языкписем', 'мовалістоў'],
  form: ['form'],
  state: ['state'],
  status: ['status', 'subscriptionstatus', 'статус'],
  consentSource: ['consentsource'],
  consentAt: ['consentat', 'consentdate'],
  consentWords: ['consentwords'],
  pausedUntil: ['pauseduntil'],
  joinedAt: ['joinedat'],
  leftAt: ['leftat'],
  leftReason: ['leftreason'],
};

// A street as well as a mailbox: believed where no column is surely one of mailboxes.
const vagueAddresses = ['address', 'mail', 'адрес', 'адрас', 'почта', 'пошта'];

/** A heading as headings are compared: in lower case, without blanks, dots, hyphens, underscores, colons and stars. */
export function plainHeading(cell: string): string {
  return cell
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s._:*-]/g, '');
}

/**
 * Finds the columns: those of `map` first, the others by their headings. Throws VesnikError (usage) `csv-columns` when no
 * column is called an address, two columns share a meaning, or `map` names what is not there. A column of any other name
 * (`__proto__` too) is left alone. What the file says is not repeated: without a heading its first line may hold an address.
 */
export function findColumns(header: readonly string[], map: ColumnMap = {}): Columns {
  const columns = new Map<ColumnName, number>();
  for (const name of columnNames) {
    const wanted = map[name];
    if (wanted !== undefined && wanted !== '') columns.set(name, mappedColumn(header, name, wanted));
  }
  const mapped = new Set(columns.values());
  header.forEach((cell, at) => {
    const plain = plainHeading(cell);
    const name = columnNames.find(each => headings[each].includes(plain));
    if (name === undefined || map[name] !== undefined || mapped.has(at)) return;
    // Several may tell of leaving, each in its own way: absence-signs.ts reads them all.
    if (columns.has(name) && name === 'status') return;
    if (columns.has(name)) throw refused(twice(name, columns.get(name) ?? 0, at));
    columns.set(name, at);
  });
  const vague = header.flatMap((cell, at) =>
    vagueAddresses.includes(plainHeading(cell)) && !mapped.has(at) ? [at] : [],
  );
  if (!columns.has('address')) {
    const [first, second] = vague;
    if (first !== undefined && second !== undefined) throw refused(twice('address', first, second));
    if (first !== undefined) columns.set('address', first);
  }
  if (!columns.has('address')) throw refused('The first line names no column with addresses.');
  return columns;
}

function twice(name: ColumnName, first: number, second: number): string {
  return `Two columns (${first + 1} and ${second + 1}) both mean “${name}”.`;
}

function mappedColumn(header: readonly string[], name: ColumnName, wanted: string): number {
  const named = header.flatMap((cell, at) => (plainHeading(cell) === plainHeading(wanted) ? [at] : []));
  const [first, second] = named;
  if (first !== undefined && second !== undefined)
    throw refused(`Columns ${first + 1} and ${second + 1} are both called what was given for “${name}”.`);
  if (first !== undefined) return first;
  const number = /^\d{1,4}$/.test(wanted) ? Number(wanted) : 0;
  if (number >= 1 && number <= header.length) return number - 1;
  throw refused(`There is no column of the name or number that was given for “${name}”.`);
}

function refused(message: string): VesnikError {
  return new VesnikError({
    code: 'csv-columns',
    message,
    hint: 'The first line must name the columns, each once, for example: email,list. Else say which is which, by name or number: --map email=2,list=Спіс',
    kind: 'usage',
  });
}
