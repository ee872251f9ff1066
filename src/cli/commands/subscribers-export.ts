import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VesnikError } from '#errors.ts';
import { exportSubscribers } from '#store/subscriber-export.ts';
import { subscriberStates } from '#store/subscriber-state.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

export const subscribersExport = defineCommand({
  details: [
    'Writes addresses in the clear. Keep the file where you would keep a list of your sources, and delete it when it has served. What it writes, `subscribers import` reads.',
  ],
  examples: ['npx vesnik subscribers export --state active --out /media/safe/people.csv'],
  args: {
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'A new file, readable by you alone; otherwise standard output',
    },
    state: { type: 'enum', options: [...subscriberStates], description: 'Only those in this state' },
  },
  run({ out, state }, terminal) {
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const states = subscriberStates.filter(name => name === state);
      const pieces = exportSubscribers(store, states.length > 0 ? { states } : {});
      if (out === undefined) for await (const piece of pieces) await terminal.write(piece);
      else {
        await writeFile(resolve(terminal.folder, out), pieces, { flag: 'wx', mode: 0o600 }).catch(cause => {
          throw unwritable(out, cause);
        });
        terminal.note(`Written to ${out}. It holds addresses: keep it safe, delete it soon.`);
      }
      return 0;
    });
  },
});

function unwritable(out: string, cause: unknown): VesnikError {
  const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
  return new VesnikError({
    code: 'unwritable',
    message: exists ? `${out} exists already, and an export replaces nothing.` : `${out} cannot be written.`,
    hint: 'Name a new file in a folder that exists.',
    kind: 'usage',
    cause,
  });
}
