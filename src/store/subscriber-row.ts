import { parseAddress } from '#keys/address.ts';
import { absenceSigns } from './absence-signs.ts';
import { languageIn, momentIn } from './cell-value.ts';
import { sourceProblem } from './consent-source.ts';
import { isWordsVersion } from './consent-words.ts';
import { unguardCell } from './csv-cell.ts';
import { type LeavingReason, leavingReasons } from './leaving-reason.ts';
import { type ListName, matchList } from './list-matching.ts';
import type { RowProblem } from './row-problem.ts';
import { serviceExport } from './service-exports.ts';
import { worse } from './standing.ts';
import { type ColumnMap, type ColumnName, findColumns } from './subscriber-columns.ts';
import { type Form, forms, type SubscriberState, subscriberStates } from './subscriber-state.ts';

export interface RowRules {
  readonly lists: readonly ListName[];
  /** For rows that name neither list nor language. */
  readonly defaultList?: string | undefined;
  /** For rows that say nothing of it. */
  readonly consent: { readonly source: string; readonly at: Date };
  readonly map?: ColumnMap | undefined;
  /** Whether mail can go where the part before @ is not ASCII (SMTPUTF8, RFC 6531); else such a row is refused. */
  readonly takesAllLetters?: boolean;
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
  /** Milliseconds since 1970 of joining and of leaving; undefined: now. */
  readonly joinedAt: number | undefined;
  readonly leftAt: number | undefined;
  readonly leftReason: LeavingReason | undefined;
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
  /** Whether a column says who has left. */
  readonly tellsAbsence: boolean;
  read(cells: readonly string[]): GoodRow | BadRow;
}

/** A reader for the rows under this first line. Throws VesnikError (usage) `csv-columns`. */
export function rowReader(header: readonly string[], rules: RowRules): RowReader {
  const service = serviceExport(header);
  const columns = findColumns(header, rules.map);
  const signs = absenceSigns(header, columns, rules.map);
  // A service fills every cell. Where the end of a row is missing, that they left may be missing with it.
  const least = service === undefined ? Math.max(...columns.values(), ...signs.columns) + 1 : header.length;
  const cellOf = (cells: readonly string[], name: ColumnName): string => {
    const at = columns.get(name);
    if (at !== undefined) return unguardCell((cells[at] ?? '').trim());
    return service === undefined || rules.map?.[name] !== undefined ? '' : service.cellOf(cells, name);
  };
  const listFor = remembering((text: string) => (text === '' ? rules.defaultList : matchList(text, rules.lists)));
  const sourceOf = remembering((text: string) => ({ source: text.trim(), problem: sourceProblem(text) }));
  const ruleDate = rules.consent.at.getTime();

  // Undefined: the cell is empty; NaN: it cannot be read.
  const momentOf = (cells: readonly string[], name: ColumnName): number | undefined => {
    const cell = cellOf(cells, name);
    return cell === '' ? undefined : momentIn(cell);
  };

  const read = (cells: readonly string[]): GoodRow | BadRow => {
    if (cells.length > header.length && cells.slice(header.length).some(cell => cell.trim() !== ''))
      return bad('cells-extra');
    // Spreadsheets drop empty cells at the end of a row: only the columns that are read must be there.
    if (cells.length < least) return bad('cells-missing');
    const parsed = parseAddress(cellOf(cells, 'address'));
    if (!parsed.ok) return bad(`address-${parsed.problem}`);
    const { text, domain, needsSmtpUtf8 } = parsed.address;
    const here = signs.standingOf(cells);
    const standing = service === undefined ? here : worse(here, service.standingOf(cells));
    if (standing !== 'mailed') return { problem: standing, address: text };
    const named = cellOf(cells, 'list') || languageIn(cellOf(cells, 'language'));
    const list = listFor(named);
    if (list === undefined) return bad(named === '' ? 'list-missing' : 'list-unknown');
    const form = forms.find(name => name === (cellOf(cells, 'form') || 'normal'));
    if (form === undefined) return bad('form-unknown');
    const state = subscriberStates.find(name => name === (cellOf(cells, 'state') || 'active'));
    if (state === undefined) return bad('state-unknown');
    const isToBeMailed = state === 'active' || state === 'pending';
    // Whoever has left stays known as such, whatever the relay takes.
    if (needsSmtpUtf8 && isToBeMailed && rules.takesAllLetters !== true) return bad('address-letters');
    const consentAt = momentOf(cells, 'consentAt') ?? ruleDate;
    const pausedUntil = momentOf(cells, 'pausedUntil');
    const joinedAt = momentOf(cells, 'joinedAt');
    const leftAt = momentOf(cells, 'leftAt');
    if ([consentAt, pausedUntil, joinedAt, leftAt].some(Number.isNaN)) return bad('date-unknown');
    const reason = cellOf(cells, 'leftReason') || undefined;
    const leftReason = leavingReasons.find(name => name === reason);
    if (leftReason !== reason) return bad('reason-unknown');
    // What a column of another program says of leaving must not be overlooked because no column says that they are gone.
    if ((leftAt !== undefined || leftReason !== undefined) && isToBeMailed)
      return { problem: 'left-elsewhere', address: text };
    const words = cellOf(cells, 'consentWords') || undefined;
    if (words !== undefined && !isWordsVersion(words)) return bad('words-unknown');
    const { source, problem } = sourceOf(cellOf(cells, 'consentSource') || rules.consent.source);
    if (problem !== undefined) return bad(`source-${problem}`);
    return {
      ...{ address: text, domain, list, form, state, source, consentAt, words },
      ...{ pausedUntil, joinedAt, leftAt, leftReason },
    };
  };
  const tellsAbsence =
    signs.columns.length > 0 || (['state', 'leftAt', 'leftReason'] as const).some(name => columns.has(name));
  return { service: service?.name, tellsAbsence, read };
}

function bad(problem: RowProblem): BadRow {
  return { problem };
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
