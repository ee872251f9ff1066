import { mailingHeading } from '#store/mailing-id.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { standOf } from '#store/status.ts';
import { table } from './output.ts';
import { mailingStanding, outboxStanding, type Standing } from './standing.ts';
import { outboxReport, standingReport } from './standing-report.ts';
import type { Terminal } from './terminal.ts';

/** Shows all mailings, the newest first, and what any of them waits for. */
export async function mailingOverview(store: Store, { json, say }: Terminal, asJson: boolean): Promise<void> {
  const mailings = await listMailings(store);
  const all = await Promise.all(mailings.map(mailing => standOf(store, mailing)));
  const now = new Date();
  const standings = await Promise.all(all.map(each => mailingStanding(store, each, now)));
  if (asJson) json(all.map((each, at) => ({ ...each, ...standings[at] })));
  else if (all.length === 0) say('Nothing has been mailed yet. To mail an issue: npx vesnik send <issue>');
  else {
    const rows = all.map(({ issue, state, held, recipients, counts }) => [
      ...[issue, held === undefined ? state : `${state} by itself`],
      ...[recipients.toLocaleString('en-US'), counts.sent.toLocaleString('en-US')],
    ]);
    const right = { align: 'right' } as const;
    say(
      ...table(
        [{ title: 'issue' }, { title: 'state' }, { title: 'recipients', ...right }, { title: 'sent', ...right }],
        rows,
      ),
      ...all.flatMap(({ issue }, at) => standingLines(issue, standings[at])),
    );
  }
  const outbox = await outboxStanding(store, now);
  if (!asJson && outbox !== undefined) say(...outboxReport({ outbox }));
}

function standingLines(issue: string, standing: Standing | undefined): string[] {
  const lines = standing === undefined ? [] : standingReport(issue, standing);
  return lines.length === 0 ? [] : [`${mailingHeading(issue)}:`, ...lines.map(line => `  ${line}`)];
}
