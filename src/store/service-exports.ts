import { isNothing, type Standing, standingByWord } from './standing.ts';
import { type ColumnName, plainHeading } from './subscriber-columns.ts';

/** Whose export a file is, and how its rows say who may be mailed. */
export interface ServiceExport {
  readonly name: 'Mailchimp' | 'Substack' | 'Ghost' | 'Buttondown' | 'listmonk';
  /** What a row says in columns that only this service has: the first of them that is not empty. */
  cellOf(cells: readonly string[], name: ColumnName): string;
  /** Beyond what the columns say that absence-signs.ts knows. */
  standingOf(cells: readonly string[]): Standing;
}

interface Service {
  readonly name: ServiceExport['name'];
  /** Headings of which each service has some together that no other file has, as `plainHeading` writes them; people delete columns. */
  readonly marks: readonly (readonly string[])[];
  /** Of several headings the first whose cell is not empty counts. */
  readonly columns: Readonly<Partial<Record<ColumnName, readonly string[]>>>;
  /** Beyond what the columns say that absence-signs.ts knows. */
  readonly standing: (cell: (heading: string) => string, has: (heading: string) => boolean) => Standing;
}

// Columns by what the services document and their own export code writes.
const services: readonly Service[] = [
  {
    name: 'Mailchimp',
    marks: [
      ['emailaddress', 'leid'],
      ['emailaddress', 'euid'],
      ['emailaddress', 'memberrating'],
      ['emailaddress', 'optintime'],
      ['emailaddress', 'confirmtime'],
      ['unsubtime', 'unsubcampaigntitle'],
      ['cleantime', 'cleancampaigntitle'],
    ],
    columns: { consentAt: ['confirmtime', 'optintime'] },
    // “Non-subscribed” people bought something, or were written to by hand: they never opted in.
    standing: (cell, has) =>
      (has('confirmtime') || has('optintime')) && isNothing(cell('confirmtime')) && isNothing(cell('optintime'))
        ? 'unconfirmed-elsewhere'
        : 'mailed',
  },
  {
    name: 'Substack',
    marks: [
      ['email', 'activesubscription'],
      ['email', 'emaildisabled'],
    ],
    columns: { consentAt: ['createdat'] },
    standing: () => 'mailed',
  },
  {
    name: 'Ghost',
    marks: [
      ['email', 'subscribedtoemails'],
      ['email', 'complimentaryplan'],
    ],
    columns: { consentAt: ['createdat'] },
    standing: () => 'mailed',
  },
  {
    name: 'Buttondown',
    marks: [
      ['email', 'subscribertype'],
      ['email', 'secondaryid'],
      ['email', 'unsubscriptiondate'],
      ['email', 'undeliverabilitydate'],
      ['emailaddress', 'unsubscriptiondate'],
    ],
    columns: { consentAt: ['subscriptiondate', 'creationdate'], language: ['metadata'] },
    standing: cell => standingByWord(cell('type')),
  },
  {
    name: 'listmonk',
    marks: [
      ['uuid', 'email', 'status'],
      ['email', 'attributes', 'status'],
    ],
    columns: { consentAt: ['createdat'], language: ['attributes'] },
    standing: () => 'mailed',
  },
];

/** The service that wrote a file with these headings; undefined for any other file. */
export function serviceExport(header: readonly string[]): ServiceExport | undefined {
  const plain = header.map(plainHeading);
  const service = services.find(({ marks }) => marks.some(together => together.every(mark => plain.includes(mark))));
  if (service === undefined) return undefined;
  const at = new Map(plain.map((heading, index) => [heading, index] as const));
  const cell = (cells: readonly string[], heading: string): string => (cells[at.get(heading) ?? -1] ?? '').trim();
  return {
    name: service.name,
    cellOf: (cells, name) => {
      const filled = service.columns[name]?.find(heading => cell(cells, heading) !== '');
      return filled === undefined ? '' : cell(cells, filled);
    },
    standingOf: cells =>
      service.standing(
        heading => cell(cells, heading),
        heading => at.has(heading),
      ),
  };
}
