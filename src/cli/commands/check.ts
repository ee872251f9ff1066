import { acceptTranslations } from '#content/accept.ts';
import { checkContent } from '#content/check.ts';
import { asIssue } from '#content/letter-library.ts';
import type { Library } from '#content/model.ts';
import type { Problem } from '#content/problem.ts';
import { findIssue, findLetter, latestIssue } from '#content/queries.ts';
import { inOrder } from '#preflight/finding.ts';
import { type Preflight, preflight } from '#preflight/preflight.ts';
import { defineCommand, jsonArg } from '../command.ts';
import { borrowedLines, findingCount, findingLines, unknownLines } from '../findings.ts';
import { renderMails } from '../issue-mails.ts';
import { ordersOf } from '../mail-orders.ts';
import { readAhead } from '../newsletter.ts';
import { requireNewsletter } from '../newsletter-file.ts';
import { publicUrl } from '../relay.ts';
import { readSettings, type Settings } from '../settings.ts';

export const check = defineCommand({
  details: [
    'Reads everything below content/ and shows all that is wrong at once: file, line, column, what it is and what to write instead. Errors keep an issue from being built and mailed; warnings are for you to judge.',
    'Of the issue that is named (else of the newest) it also looks at the mails: what is borrowed from another language, subjects, sizes. It needs no database, so it does not know for how many people.',
  ],
  examples: [
    'npx vesnik check',
    'npx vesnik check 2024-04-15',
    'npx vesnik check 2024-04-15 --accept',
    'npx vesnik check letters/2024-05-01-blocked',
    'npx vesnik check --json',
  ],
  args: {
    issue: { type: 'positional', required: false, description: 'Only what concerns this issue or letter' },
    accept: {
      type: 'boolean',
      description: 'First note in every translation that it follows its original as that is now',
    },
    ...jsonArg,
  },
  async run({ issue, accept, json }, terminal) {
    const settings = readSettings(terminal.env);
    requireNewsletter(settings);
    const accepted = accept ? await acceptTranslations(settings.root, issue) : [];
    terminal.note(...accepted.map(({ file, source }) => `${file} follows ${source.slice(0, 11)}… now`));
    const now = new Date();
    const problems = await checkContent({ root: settings.root, now, ...(issue !== undefined && { issue }) });
    const hasErrors = problems.some(({ severity }) => severity === 'error');
    const flight = hasErrors ? undefined : await lookAtMails(settings, problems, issue);
    const findings = inOrder([...problems, ...(flight?.findings ?? [])]);
    if (json) terminal.json(findings);
    else {
      terminal.say(...findingLines(findings, terminal.paint));
      if (flight) terminal.say(`Mails of ${flight.issue}.`, ...borrowedLines(flight.borrowed), ...unknownLines(flight));
      terminal.say(`${findingCount(findings)}.`);
    }
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
});

/** Pre-flight of an issue's mails as far as it is known without a database; undefined where nothing is to be mailed. */
async function lookAtMails(
  settings: Settings,
  problems: readonly Problem[],
  id: string | undefined,
): Promise<(Preflight & { readonly issue: string }) | undefined> {
  const { library } = await readAhead(settings);
  const found = wanted(library, id);
  if (found === undefined) return undefined;
  const orders = ordersOf(library, { id: found.issue.id, untranslated: 'borrow' });
  const mails = await renderMails({ library, orders, doorsUrl: publicUrl(settings, library.newsletter) });
  const selections = orders.map(({ selection }) => selection);
  return { ...preflight({ library, ...found, problems, selections, mails }), issue: found.issue.id };
}

/** An issue, the newest where none is named, or a letter; undefined where it may not be mailed (a draft). */
function wanted(library: Library, id: string | undefined) {
  const letter = id === undefined ? undefined : findLetter(library, id);
  if (letter !== undefined) return { kind: 'letter', issue: asIssue(library, letter) } as const;
  const issue = id === undefined ? latestIssue(library) : findIssue(library, id);
  return issue && ({ kind: 'issue', issue } as const);
}
