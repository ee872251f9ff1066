import { open, unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { VesnikError } from '#errors.ts';
import { exportSubscribers } from '#store/subscriber-export.ts';
import { subscriberStates } from '#store/subscriber-state.ts';
import { encrypterTo } from '../backup/recipients.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { requireListPlace, requireOutputPlace } from '../lists/list-place.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';
import { bytesOf, webStream } from '../web-stream.ts';

export const subscribersExport = defineCommand({
  details: [
    'Writes addresses: in the clear, or with --to encrypted with age, so that no clear list lies about. Never inside a repository or the newsletter’s folder. What it writes, `subscribers import` reads; no cell is a formula to a spreadsheet.',
  ],
  examples: [
    'npx vesnik subscribers export --to age1… --out /media/safe/people.csv.age',
    'npx vesnik subscribers export --state active --out /media/safe/people.csv',
  ],
  args: {
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'A new file, readable by you alone; otherwise standard output',
    },
    to: {
      type: 'string',
      valueHint: 'age1…',
      description: 'Encrypt it to this age recipient, several with commas',
    },
    state: { type: 'enum', options: [...subscriberStates], description: 'Only those in this state' },
  },
  async run({ out, to, state }, terminal) {
    const settings = readSettings(terminal.env);
    const file = out === undefined ? undefined : resolve(terminal.folder, out);
    if (file === undefined) requireOutputPlace(terminal, settings);
    else requireListPlace(file, settings);
    const encrypter = to === undefined ? undefined : encrypterTo(to, terminal.env);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const states = subscriberStates.filter(name => name === state);
      const clear = Readable.from(encoded(exportSubscribers(store, states.length > 0 ? { states } : {})), {
        objectMode: false,
      });
      const pieces =
        encrypter === undefined ? clear : Readable.from(bytesOf(await encrypter.encrypt(webStream(clear))));
      if (file === undefined || out === undefined) for await (const piece of pieces) await terminal.write(piece);
      else {
        await writeWhole(file, out, pieces);
        terminal.note(
          encrypter === undefined
            ? `Written to ${out}. It holds addresses in the clear: keep it safe, delete it soon. With --to age1… it would be encrypted.`
            : `Written to ${out}, encrypted. Who has the identity reads it: npx vesnik subscribers import ${out} --identity <file>`,
        );
      }
      return 0;
    });
  },
});

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

// Half a list would be imported as if it were the whole one.
async function writeWhole(file: string, out: string, pieces: Readable): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch(cause => {
    throw unwritable(out, cause);
  });
  try {
    await handle.writeFile(pieces);
    await handle.sync();
  } catch (error) {
    await unlink(file);
    throw error instanceof VesnikError ? error : unwritable(out, error);
  } finally {
    await handle.close();
  }
}

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
