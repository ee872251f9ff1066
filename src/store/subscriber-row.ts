import { type AddressProblem, parseAddress } from '#keys/address.ts';
import { type SourceProblem, sourceProblem, sourceProblemTexts } from './consent-source.ts';
import { isWordsVersion } from './consent-words.ts';
import { unguardCell } from './csv-cell.ts';
import { type ListName, matchList } from './list-matching.ts';
import { type Absence, serviceExport, standingByWord } from './service-exports.ts';
import { type ColumnMap, type ColumnName, findColumns } from './subscriber-columns.ts';
import { type Form, forms, type SubscriberState, subscriberStates } from './subscriber-state.ts';

export type RowProblem =
  | `address-${AddressProblem}`
  | 'cells-missing'
  | 'cells-extra'
  | 'quotes'
  | 'too-long'
  | 'list-unknown'
  | 'list-missing'
  | 'form-unknown'
  | 'state-unknown'
  | 'status-unknown'
  | 'date-unknown'
  | 'words-unknown'
  | `source-${SourceProblem}`
  | Absence;

export interface RowRules {
  readonly lists: readonly ListName[];
  /** For rows that name neither list nor language. */
  readonly defaultList?: string | undefined;
  /** For rows that say nothing of it. */
  readonly consent: { readonly source: string; readonly at: Date };
  readonly map?: ColumnMap | undefined;
}

/** A subscriber that a row describes. */
export interface GoodRow {
  /** As `parseAddress` writes it. */
  readonly address: string;
  readonly domain: string;
  readonly list: string;
  readonly form: Form;
  readonly state: SubscriberState;
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly consentAt: number;
  /** Version of the words that they agreed to. */
  readonly words: string | undefined;
  /** Milliseconds since 1970; no issue goes to them before. */
  readonly pausedUntil: number | undefined;
}

/** What is wrong with a row; whom it is about is known where somebody left, bounced or complained. */
export interface BadRow {
  readonly problem: RowProblem;
  readonly address?: string;
}

/** Reads the rows of one file. */
export interface RowReader {
  /** The service whose export the file is. */
  readonly service: string | undefined;
  read(cells: readonly string[]): GoodRow | BadRow;
}

/** A reader for the rows under this first line. Throws VesnikError (usage) `csv-columns`. */
export function rowReader(header: readonly string[], rules: RowRules): RowReader {
  const service = serviceExport(header);
  const columns = findColumns(header, rules.map);
  // A service fills every cell. Where the end of a row is missing, that they left may be missing with it.
  const least = service === undefined ? Math.max(...columns.values()) + 1 : header.length;
  const cellOf = (cells: readonly string[], name: ColumnName): string => {
    const at = columns.get(name);
    if (at !== undefined) return unguardCell((cells[at] ?? '').trim());
    return service === undefined || rules.map?.[name] !== undefined ? '' : service.cellOf(cells, name);
  };
  const listFor = remembering((text: string) => (text === '' ? rules.defaultList : matchList(text, rules.lists)));
  const sourceOf = remembering((text: string) => ({ source: text.trim(), problem: sourceProblem(text) }));
  const standingOf = remembering(standingByWord);
  const ruleDate = rules.consent.at.getTime();

  const read = (cells: readonly string[]): GoodRow | BadRow => {
    if (cells.length > header.length && cells.slice(header.length).some(cell => cell.trim() !== ''))
      return bad('cells-extra');
    // Spreadsheets drop empty cells at the end of a row: only the columns that are read must be there.
    if (cells.length < least) return bad('cells-missing');
    const parsed = parseAddress(cellOf(cells, 'address'));
    if (!parsed.ok) return bad(`address-${parsed.problem}`);
    const { text, domain } = parsed.address;
    const standing = service === undefined ? standingOf(cellOf(cells, 'status')) : service.standingOf(cells);
    if (standing !== 'mailed') return { problem: standing, address: text };
    const named = cellOf(cells, 'list') || languageIn(cellOf(cells, 'language'));
    const list = listFor(named);
    if (list === undefined) return bad(named === '' ? 'list-missing' : 'list-unknown');
    const form = forms.find(name => name === (cellOf(cells, 'form') || 'normal'));
    if (form === undefined) return bad('form-unknown');
    const state = subscriberStates.find(name => name === (cellOf(cells, 'state') || 'active'));
    if (state === undefined) return bad('state-unknown');
    const date = cellOf(cells, 'consentAt');
    const consentAt = date === '' ? ruleDate : moment(date);
    const pause = cellOf(cells, 'pausedUntil');
    const pausedUntil = pause === '' ? undefined : moment(pause);
    if (consentAt === undefined || (pausedUntil === undefined && pause !== '')) return bad('date-unknown');
    const words = cellOf(cells, 'consentWords') || undefined;
    if (words !== undefined && !isWordsVersion(words)) return bad('words-unknown');
    const { source, problem } = sourceOf(cellOf(cells, 'consentSource') || rules.consent.source);
    if (problem !== undefined) return bad(`source-${problem}`);
    return { address: text, domain, list, form, state, source, consentAt, words, pausedUntil };
  };
  return { service: service?.name, read };
}

function bad(problem: RowProblem): BadRow {
  return { problem };
}

// Services keep what they know of a person as JSON: `{"language": "be"}`.
function languageIn(cell: string): string {
  if (!cell.startsWith('{')) return cell;
  try {
    const known: unknown = JSON.parse(cell);
    const entries = typeof known === 'object' && known !== null ? Object.entries(known) : [];
    const found = entries.find(
      ([name, value]) => /^(?:lang|language|locale)$/i.test(name) && typeof value === 'string',
    );
    return String(found?.[1] ?? '');
  } catch {
    return '';
  }
}

// A moment without a zone is in UTC. `Date` overlooks what stands after the day, a NUL too.
function moment(text: string): number | undefined {
  if (/\p{Cc}/u.test(text)) return undefined;
  const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(text);
  const ms = Date.parse(plain === null ? text : `${plain[1]}T${plain[2]}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

// Lists, words and sources repeat a million times in a file. Forgotten when there are many, so that memory stays bounded.
function remembering<Value>(find: (text: string) => Value): (text: string) => Value {
  const found = new Map<string, { readonly value: Value }>();
  return text => {
    const known = found.get(text);
    if (known !== undefined) return known.value;
    const value = find(text);
    if (found.size >= 1_000) found.clear();
    found.set(text, { value });
    return value;
  };
}

/** A problem in words. Nothing of the row is repeated: a cell may hold an address. */
export function rowProblemText(problem: RowProblem): string {
  return problemTexts[problem];
}

const problemTexts: Readonly<Record<RowProblem, string>> = {
  'address-empty': 'there is no address',
  'address-too-long': 'the address is longer than 254 bytes, or its first part than 64',
  'address-control-character': 'the address holds a control character, a line end or an invisible character',
  'address-not-one-address': 'this is not exactly one bare address',
  'address-local': 'the part before @ is malformed',
  'address-domain': 'the part after @ is not a domain',
  'cells-missing': 'the row has too few cells',
  'cells-extra': 'the row has more cells than the first line',
  quotes: 'a quotation mark is missing or misplaced',
  'too-long': 'the row is too long',
  'list-unknown': 'no list has this name or language',
  'list-missing': 'neither a list nor a language is given',
  'form-unknown': 'the form is none of normal, plain, discreet',
  'state-unknown': 'the state is none of pending, active, unsubscribed, bounced, complained',
  'status-unknown': 'the status says neither that they may be mailed nor that they left',
  'date-unknown': 'the date of consent, or of the end of a pause, cannot be read; write it like 2024-04-22',
  'words-unknown': 'the version of the words that they agreed to is none of ours; leave that cell empty',
  'source-at-sign': sourceProblemTexts['at-sign'],
  'source-control-character': sourceProblemTexts['control-character'],
  'source-too-long': sourceProblemTexts['too-long'],
  'left-elsewhere': 'they left the list of the service that this file is from',
  'bounced-elsewhere': 'their mails came back at the service that this file is from',
  'complained-elsewhere': 'they complained of spam at the service that this file is from',
  'unconfirmed-elsewhere': 'they never confirmed at the service that this file is from',
};
