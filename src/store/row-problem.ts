import type { AddressProblem } from '#keys/address.ts';
import { type SourceProblem, sourceProblemTexts } from './consent-source.ts';
import type { Absence } from './standing.ts';

/** Why a row of a file is refused. */
export type RowProblem =
  | `address-${AddressProblem}`
  | 'address-letters'
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
  | 'reason-unknown'
  | 'words-unknown'
  | `source-${SourceProblem}`
  | Absence;

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
  'address-letters': 'the part before @ has letters beyond ASCII, and no relay has said that it takes those (SMTPUTF8)',
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
  'date-unknown':
    'a date (of consent, of joining or leaving, of the end of a pause) cannot be read; write it like 2024-04-22',
  'reason-unknown': 'the reason for leaving is none of ours; leave that cell empty',
  'words-unknown': 'the version of the words that they agreed to is none of ours; leave that cell empty',
  'source-at-sign': sourceProblemTexts['at-sign'],
  'source-control-character': sourceProblemTexts['control-character'],
  'source-too-long': sourceProblemTexts['too-long'],
  'left-elsewhere': 'they left the list of the service that this file is from',
  'bounced-elsewhere': 'their mails came back at the service that this file is from',
  'complained-elsewhere': 'they complained of spam at the service that this file is from',
  'unconfirmed-elsewhere': 'they never confirmed at the service that this file is from',
};
