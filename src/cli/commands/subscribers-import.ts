import { createReadStream } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VesnikError } from '#errors.ts';
import type { RefusedRow } from '#store/row-press.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { rowProblemText } from '#store/subscriber-row.ts';
import { defineCommand, type ExitCode, jsonArg } from '../command.ts';
import { readNewsletter, wantedList } from '../newsletter.ts';
import { counted } from '../output.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

const shownRefusals = 20;

export const subscribersImport = defineCommand({
  details: [
    'The file has a line of titles, a column with addresses and a column with the list or the language; their names and order, the separator and the encoding are found out. Good rows go in, bad ones are listed with their line and reason. Whoever is there already stays as they are, and nobody who left is brought back, so an import that was interrupted is simply repeated.',
    'Import only people who agreed to be mailed.',
  ],
  examples: [
    'npx vesnik subscribers import people.csv --dry-run',
    'npx vesnik subscribers import people.csv --list be --source "spring fair"',
  ],
  args: {
    csv: { type: 'positional', required: true, description: 'The file, or - for standard input' },
    list: { type: 'string', description: 'The list of rows that name none' },
    source: {
      type: 'string',
      valueHint: 'words',
      default: 'import',
      description: 'Where they agreed; no address in it',
    },
    report: { type: 'string', valueHint: 'file', description: 'Write every refused line and its reason there' },
    'dry-run': { type: 'boolean', description: 'Say what would happen and change nothing' },
    ...jsonArg,
  },
  async run({ csv, list, source, report: reportFile, 'dry-run': isDryRun, json }, terminal) {
    const settings = readSettings(terminal.env);
    const { lists } = await readNewsletter(settings);
    const defaultList = list === undefined ? undefined : wantedList(list, lists).id;
    const file = resolve(terminal.folder, csv);
    if (csv !== '-') await access(file).catch(() => Promise.reject(noFile(csv)));
    const refused: RefusedRow[] = [];
    const progress = terminal.progress('Importing');
    return useStore(settings, async (store): Promise<ExitCode> => {
      const now = new Date();
      const found = await importSubscribers(store, {
        source: csv === '-' ? terminal.stdin : createReadStream(file),
        lists,
        defaultList,
        consent: { source, at: now },
        now,
        dryRun: isDryRun === true,
        // A million refused rows must not fill the memory when nobody wants them all.
        onRefused: row => (reportFile !== undefined || refused.length < shownRefusals) && refused.push(row),
        onProgress: ({ rows }) => progress.update(rows),
      });
      progress.end();
      if (reportFile !== undefined) await writeFile(resolve(terminal.folder, reportFile), reasons(refused).join('\n'));
      if (json) terminal.json({ ...found, refusedRows: refused });
      else {
        const byList = Object.entries(found.addedByList).map(([id, count]) => `${id} ${count}`);
        terminal.say(
          `${counted(found.rows, 'row', 'rows')} read (${found.encoding}).`,
          `${isDryRun ? 'Would be added' : 'Added'}: ${found.added}${byList.length > 0 ? ` (${byList.join(', ')})` : ''}. There already: ${found.known}. Never to be mailed: ${found.suppressed}. Refused: ${found.refused}.`,
          ...reasons(refused.slice(0, shownRefusals)).map(line => `  ${line}`),
        );
        if (found.refused > shownRefusals)
          terminal.say(`  … and ${found.refused - shownRefusals} more: --report <file> lists all.`);
      }
      return found.refused > 0 ? 3 : 0;
    });
  },
});

function reasons(refused: readonly RefusedRow[]): string[] {
  return refused.map(({ line, problem }) => `line ${line}: ${rowProblemText(problem)}`);
}

function noFile(csv: string): VesnikError {
  return new VesnikError({
    code: 'no-file',
    message: `There is no file ${csv} that can be read.`,
    hint: 'Give the path of a CSV file, counted from the folder that you are in.',
    kind: 'usage',
  });
}
