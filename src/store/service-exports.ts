import { type ColumnName, plainHeading } from './subscriber-columns.ts';

/** Why somebody in the file of another service is not to be mailed. */
export type Absence = 'left-elsewhere' | 'bounced-elsewhere' | 'complained-elsewhere' | 'unconfirmed-elsewhere';

/** The standing of somebody by a row: may be mailed, may not, or it says what nobody knows. */
export type Standing = 'mailed' | Absence | 'status-unknown';

/** Whose export a file is, and how its rows say who may be mailed. */
export interface ServiceExport {
  readonly name: 'Mailchimp' | 'Substack' | 'Ghost' | 'Buttondown' | 'listmonk';
  /** What a row says in columns that only this service has: the first of them that is not empty. */
  cellOf(cells: readonly string[], name: ColumnName): string;
  standingOf(cells: readonly string[]): Standing;
}

interface Service {
  readonly name: ServiceExport['name'];
  /** Headings that together are in no other file, as `plainHeading` writes them. */
  readonly marks: readonly string[];
  /** Of several headings the first whose cell is not empty counts. */
  readonly columns: Readonly<Partial<Record<ColumnName, readonly string[]>>>;
  readonly standing: (cell: (heading: string) => string) => Standing;
}

const yes = /^(?:true|yes|1)$/i;
const no = /^(?:false|no|0)$/i;

// Columns by what the services document and their own export code writes; Mailchimp makes a file for each kind of member,
// and nothing but its columns tells them apart.
const services: readonly Service[] = [
  {
    name: 'Mailchimp',
    marks: ['emailaddress', 'leid', 'euid'],
    columns: { consentAt: ['confirmtime', 'optintime'] },
    standing: cell => {
      if (cell('cleantime') !== '') return 'bounced-elsewhere';
      if (cell('unsubtime') !== '') return 'left-elsewhere';
      // “Non-subscribed” people bought something, or were written to by hand: they never opted in.
      return cell('confirmtime') === '' && cell('optintime') === '' ? 'unconfirmed-elsewhere' : 'mailed';
    },
  },
  {
    name: 'Substack',
    marks: ['email', 'activesubscription', 'emaildisabled'],
    columns: { consentAt: ['createdat'] },
    standing: cell => (no.test(cell('emaildisabled')) || cell('emaildisabled') === '' ? 'mailed' : 'left-elsewhere'),
  },
  {
    name: 'Ghost',
    marks: ['email', 'subscribedtoemails', 'complimentaryplan'],
    columns: { consentAt: ['createdat'] },
    standing: cell => (yes.test(cell('subscribedtoemails')) && cell('deletedat') === '' ? 'mailed' : 'left-elsewhere'),
  },
  {
    name: 'Buttondown',
    marks: ['subscribertype', 'secondaryid'],
    columns: { consentAt: ['subscriptiondate', 'creationdate'], language: ['metadata'] },
    standing: cell => {
      if (cell('unsubscriptiondate') !== '') return 'left-elsewhere';
      return standingByWord(cell('subscribertype'));
    },
  },
  {
    name: 'listmonk',
    marks: ['uuid', 'email', 'attributes', 'status'],
    columns: { consentAt: ['createdat'], language: ['attributes'] },
    standing: cell => standingByWord(cell('status')),
  },
];

/** The service that wrote a file with these headings; undefined for any other file. */
export function serviceExport(header: readonly string[]): ServiceExport | undefined {
  const plain = header.map(plainHeading);
  const service = services.find(({ marks }) => marks.every(mark => plain.includes(mark)));
  if (service === undefined) return undefined;
  const at = new Map(plain.map((heading, index) => [heading, index] as const));
  const cell = (cells: readonly string[], heading: string): string => (cells[at.get(heading) ?? -1] ?? '').trim();
  return {
    name: service.name,
    cellOf: (cells, name) => {
      const filled = service.columns[name]?.find(heading => cell(cells, heading) !== '');
      return filled === undefined ? '' : cell(cells, filled);
    },
    standingOf: cells => service.standing(heading => cell(cells, heading)),
  };
}

const words: Readonly<Record<Exclude<Standing, 'status-unknown'>, readonly string[]>> = {
  mailed: ['subscribed', 'active', 'enabled', 'confirmed', 'regular', 'premium', 'gifted', 'trialed', 'paid', 'free'],
  'left-elsewhere': [
    'unsubscribed',
    'disabled',
    'blocklisted',
    'blocked',
    'removed',
    'archived',
    'inactive',
    'optedout',
  ],
  'bounced-elsewhere': ['cleaned', 'bounced', 'undeliverable', 'malformed', 'invalid'],
  'complained-elsewhere': ['complained', 'spam', 'spammy', 'complaint'],
  'unconfirmed-elsewhere': ['unconfirmed', 'unactivated', 'pending', 'nonsubscribed', 'transactional', 'upcoming'],
};
const paying = ['pastdue', 'churning', 'churned', 'unpaid', 'paused', 'trial', 'comp'];
const standings = [
  'mailed',
  'left-elsewhere',
  'bounced-elsewhere',
  'complained-elsewhere',
  'unconfirmed-elsewhere',
] as const;

/** What a word in a column of states means; an empty one says nothing against mailing. */
export function standingByWord(word: string): Standing {
  const plain = plainHeading(word);
  // How somebody pays is no matter here: they have not left.
  if (plain === '' || paying.includes(plain)) return 'mailed';
  return standings.find(standing => words[standing].includes(plain)) ?? 'status-unknown';
}
