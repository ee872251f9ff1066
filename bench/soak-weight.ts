import { openBrowser } from '../tests/browser/browser.ts';
import { pathOf, siteLanguages } from '../tests/browser/page-kinds.ts';
import { sumBytes, transfersOf } from '../tests/browser/wire.ts';
import { withArchive } from './soak-archive.ts';

const mostBytes = 60_000;
const columns = ['Document', 'Stylesheet', 'Font', 'Image', 'Script'] as const;

/**
 * What a new reader's browser takes over the wire, by its own network log, headers included. A commentary without pictures must stay
 * within 60 kB with its letters, and no page of reading loads a script.
 */
export async function soakWeight(): Promise<boolean> {
  return withArchive(async address => {
    const browser = await openBrowser();
    let isWell = true;
    console.log(
      `\nWeight on the wire, bytes\n  ${'page'.padEnd(34)}${[...columns, 'all'].map(name => name.padStart(11)).join('')}`,
    );
    try {
      for (const language of siteLanguages)
        for (const kind of ['commentary', 'review', 'issue', 'home'] as const) {
          const transfers = await transfersOf(browser, address + pathOf(kind, language));
          const cells = columns.map(column => sumBytes(transfers.filter(transfer => transfer.kind === column)));
          const all = sumBytes(transfers);
          const isTooHeavy = kind === 'commentary' && all > mostBytes;
          const hasScript = transfers.some(transfer => transfer.kind === 'Script');
          isWell &&= !isTooHeavy && !hasScript;
          const verdict = isTooHeavy ? `  more than ${mostBytes}` : hasScript ? '  loads a script' : '';
          const row = [...cells, all].map(bytes => String(bytes).padStart(11)).join('');
          console.log(`  ${pathOf(kind, language).padEnd(34)}${row}${verdict}`);
        }
    } finally {
      await browser.close();
    }
    return isWell;
  });
}
