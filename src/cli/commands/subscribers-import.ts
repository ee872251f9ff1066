import { resolve } from 'node:path';
import { keepHeapLean } from '#delivery/lean-heap.ts';
import { VesnikError } from '#errors.ts';
import type { RefusedRow } from '#store/row-press.ts';
import { type ImportReport, importSubscribers } from '#store/subscriber-import.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { allLettersArg, letterQuestion } from '../letters.ts';
import { readColumnMap } from '../lists/column-map.ts';
import { requireListPlace } from '../lists/list-place.ts';
import { openList } from '../lists/list-source.ts';
import { openReport, refusalLine } from '../lists/refusal-report.ts';
import { readNewsletter, wantedList } from '../newsletter-file.ts';
import { counted } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

const shownRefusals = 20;

export const subscribersImport = defineCommand({
  details: [
    'The file has a line of titles, a column with addresses and a column with the list or the language; their names and order, the separator and the encoding are found out. Exports of Mailchimp, Substack, Ghost, Buttondown and listmonk are known by their columns: who left, bounced, complained or never confirmed there is not added here.',
    'Good rows go in, bad ones are listed with their line and reason and never an address. Whoever is there already stays as they are, but for who has signed up and not confirmed yet, and nobody who left is brought back, so an import that was interrupted is simply repeated. A mailing may go on meanwhile.',
    'An address such as чытач@example.org is taken where the relay of VESNIK_SMTP_URL says that it takes those (SMTPUTF8), and with --all-letters; else its row is refused and listed.',
    'Import only people who agreed to be mailed.',
  ],
  examples: [
    'npx vesnik subscribers import people.csv --dry-run',
    'npx vesnik subscribers import people.csv --list be --source "spring fair"',
    'npx vesnik subscribers import people.csv --map email=Адрас,list=3',
    'npx vesnik subscribers import people.csv.age --identity /media/stick/identity.txt',
  ],
  args: {
    csv: { type: 'positional', required: true, description: 'The file, or - for standard input' },
    list: { type: 'string', description: 'The list of rows that name none' },
    map: {
      type: 'string',
      valueHint: 'what=column',
      description: 'Columns by title or number: email, list, language, form, state, status, source, date',
    },
    source: {
      type: 'string',
      valueHint: 'words',
      default: 'import',
      description: 'Where they agreed; no address in it',
    },
    identity: { type: 'string', valueHint: 'file', description: 'The age identity that opens an encrypted file' },
    'suppress-left': {
      type: 'boolean',
      description: 'Never mail those who left, bounced or complained at the other service',
    },
    report: { type: 'string', valueHint: 'file', description: 'Write every refused line and its reason there' },
    'report-rows': {
      type: 'boolean',
      description: 'The report holds the rows themselves, addresses too, to be set right and imported',
    },
    ...allLettersArg,
    'dry-run': { type: 'boolean', description: 'Say what would happen and change nothing' },
    ...jsonArg,
  },
  async run(args, terminal) {
    const { csv, list, source, map, identity, report: reportFile, json } = args;
    const withRows = args['report-rows'] === true;
    const dryRun = args['dry-run'] === true;
    if (withRows && reportFile === undefined) throw whereTo();
    keepHeapLean();
    const settings = readSettings(terminal.env);
    const { lists } = await readNewsletter(settings);
    const defaultList = list === undefined ? undefined : wantedList(list, lists).id;
    const columns = map === undefined ? undefined : readColumnMap(map);
    const inFolder = (path: string): string => resolve(terminal.folder, path);
    if (withRows && reportFile !== undefined) requireListPlace(inFolder(reportFile), settings);
    const opened =
      csv === '-'
        ? { bytes: terminal.stdin, sizeBytes: undefined }
        : await openList(inFolder(csv), csv, identity === undefined ? undefined : inFolder(identity));
    const refused: RefusedRow[] = [];
    return useStore(settings, async (store): Promise<ExitCode> => {
      const report = reportFile && (await openReport(inFolder(reportFile), reportFile, { withRows }));
      const progress = terminal.progress(dryRun ? 'Looking at' : 'Importing');
      const now = new Date();
      // Asked before anything is read: rows are read on another thread, which asks nobody.
      const takesAllLetters = args['all-letters'] === true || (await letterQuestion(settings)());
      try {
        const found = await importSubscribers(store, {
          source: opened.bytes,
          lists,
          defaultList,
          map: columns,
          takesAllLetters,
          consent: { source, at: now },
          now,
          dryRun,
          suppressAbsent: args['suppress-left'] === true,
          keepCells: withRows,
          signal: terminal.signal,
          onRefused: async (rows, header) => {
            refused.push(...rows.slice(0, shownRefusals - refused.length));
            if (report) await report.add(rows, header);
          },
          // How many rows there will be is told by the bytes that are left.
          onProgress: ({ rows }, bytes) =>
            progress.update(rows, opened.sizeBytes && Math.round((rows * opened.sizeBytes) / Math.max(bytes, 1))),
        });
        progress.end();
        if (json) terminal.json({ ...found, refusedRows: refused.map(({ line, problem }) => ({ line, problem })) });
        else terminal.say(...summary(found, refused, { dryRun, hasReport: report !== undefined }));
        return found.refused > 0 || found.stopped ? 3 : 0;
      } finally {
        progress.end();
        if (report) await report.close();
      }
    });
  },
});

function summary(
  found: ImportReport,
  refused: readonly RefusedRow[],
  { dryRun, hasReport }: { readonly dryRun: boolean; readonly hasReport: boolean },
): string[] {
  const byList = Object.entries(found.addedByList).map(([id, count]) => `${id} ${count}`);
  const service = found.service === undefined ? '' : `, an export of ${found.service}`;
  const lines = [
    `${counted(found.rows, 'row', 'rows')} read (${found.encoding}${service}).`,
    `${dryRun ? 'Would be added' : 'Added'}: ${found.added}${byList.length > 0 ? ` (${byList.join(', ')})` : ''}. There already: ${found.known}. Never to be mailed: ${found.suppressed}. Refused: ${found.refused}.`,
    ...(found.tellsAbsence || found.rows === 0 ? [] : [silence(found.service)]),
    ...refused.map(row => `  ${refusalLine(row)}`),
  ];
  if (found.refused > refused.length)
    lines.push(`  … and ${found.refused - refused.length} more${hasReport ? '' : ': --report <file> lists all'}.`);
  if (found.newlySuppressed > 0)
    lines.push(
      `${dryRun ? 'Would go' : 'Went'} on the suppression list, never to be mailed unless they sign up themselves: ${found.newlySuppressed}.`,
    );
  if (found.stopped) lines.push('Stopped before the end of the file. The same command goes on; nobody is added twice.');
  return lines;
}

function silence(service: string | undefined): string {
  const elsewhere =
    service === 'Mailchimp' ? ' Mailchimp writes them into files of their own (unsubscribed_…, cleaned_…).' : '';
  return `No column of this file tells who has left: everybody in it counts as somebody who may be mailed.${elsewhere} If a column does tell it: --map status=<its heading>.`;
}

function whereTo(): VesnikError {
  return new VesnikError({
    code: 'where-to',
    message: 'Where should the refused rows go?',
    hint: 'Add --report <file>, outside of any repository: the rows hold addresses.',
    kind: 'usage',
  });
}
