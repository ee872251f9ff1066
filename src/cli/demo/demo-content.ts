import { checkContent } from '#content/check.ts';
import { VesnikError } from '#errors.ts';
import { findingCount, findingLines } from '../findings.ts';
import { readLibrary } from '../newsletter.ts';
import { counted } from '../output.ts';
import { cloneRoot } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Looks over the content of this clone and says what there is. Throws VesnikError `demo-content` where it has errors. */
export async function checkDemoContent(terminal: Terminal): Promise<void> {
  const now = new Date();
  const problems = await checkContent({ root: cloneRoot, now });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new VesnikError({
      code: 'demo-content',
      message: ['The content of this clone has errors:', ...findingLines(errors, terminal.paint)].join('\n'),
      hint: 'Set them right (npx vesnik check shows them again), then run the demo.',
    });
  }
  const { library } = await readLibrary({ root: cloneRoot }, now);
  const pieces = library.issues.flatMap(({ commentaries }) => commentaries);
  const versions = pieces.flatMap(piece => Object.values(piece.versions));
  terminal.say(
    `1. Checked   ${counted(library.issues.length, 'issue', 'issues')}, ${counted(pieces.length, 'commentary', 'commentaries')}, ${counted(versions.length, 'text', 'texts')} in ${library.newsletter.languages.join(', ')}. ${findingCount(problems)}.`,
  );
}
