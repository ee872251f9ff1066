import { type AddressProblem, parseAddress } from '#keys/address.ts';
import { type SourceProblem, sourceProblem, sourceProblemTexts } from './consent-source.ts';
import { unguardCell } from './csv-cell.ts';
import { type ListName, matchList } from './list-matching.ts';
import type { NewSubscriber } from './subscriber-admission.ts';
import type { ColumnName, Columns } from './subscriber-columns.ts';
import { forms, subscriberStates } from './subscriber-state.ts';
import type { Consent } from './subscribers.ts';

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
  | 'date-unknown'
  | `source-${SourceProblem}`;

export interface RowRules {
  readonly columns: Columns;
  /** Cells in the first line. */
  readonly width: number;
  readonly lists: readonly ListName[];
  /** For rows that name neither list nor language. */
  readonly defaultList?: string | undefined;
  /** For rows that say nothing of it. */
  readonly consent: Consent;
}

/** The subscriber that a row describes, or what is wrong with the row. */
export function readRow(cells: readonly string[], rules: RowRules): NewSubscriber | RowProblem {
  if (cells.slice(rules.width).some(cell => cell.trim() !== '')) return 'cells-extra';
  // Spreadsheets drop empty cells at the end of a row: only the columns that are read must be there.
  if ([...rules.columns.values()].some(at => at >= cells.length)) return 'cells-missing';
  const cell = (name: ColumnName): string => unguardCell((cells[rules.columns.get(name) ?? -1] ?? '').trim());
  const parsed = parseAddress(cell('address'));
  if (!parsed.ok) return `address-${parsed.problem}`;
  const list = listOf(cell('list') || cell('language'), rules);
  if (list === 'list-unknown' || list === 'list-missing') return list;
  const form = forms.find(name => name === (cell('form') || 'normal'));
  if (form === undefined) return 'form-unknown';
  const state = subscriberStates.find(name => name === (cell('state') || 'active'));
  if (state === undefined) return 'state-unknown';
  const date = cell('consentAt');
  const at = date === '' ? rules.consent.at : new Date(date);
  // `Date` overlooks what stands after the day, a NUL too.
  if (Number.isNaN(at.getTime()) || /\p{Cc}/u.test(date)) return 'date-unknown';
  const source = cell('consentSource') || rules.consent.source;
  const refusal = sourceProblem(source);
  if (refusal !== undefined) return `source-${refusal}`;
  return { address: parsed.address.text, list: list.id, form, state, consent: { source, at } };
}

function listOf(text: string, rules: RowRules): { readonly id: string } | 'list-unknown' | 'list-missing' {
  if (text === '') return rules.defaultList === undefined ? 'list-missing' : { id: rules.defaultList };
  const id = matchList(text, rules.lists);
  return id === undefined ? 'list-unknown' : { id };
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
  'date-unknown': 'the date of consent cannot be read; write it like 2024-04-22',
  'source-at-sign': sourceProblemTexts['at-sign'],
  'source-control-character': sourceProblemTexts['control-character'],
  'source-too-long': sourceProblemTexts['too-long'],
};
