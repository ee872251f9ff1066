import { VesnikError } from '#errors.ts';
import { keyFingerprint, paperLines } from '#keys/paper-key.ts';
import { defineCommand, yesArg } from '../command.ts';
import { readSettings } from '../settings.ts';
import { masterKeyOf } from '../store-access.ts';

export const keysPrint = defineCommand({
  details: [
    'Shows the key that opens all others, for a sheet of paper: three numbered lines, each with a check at its end. Whoever has this paper and a copy of the database reads every address: keep it where you keep a passport, never beside a backup.',
    'To put it back: npx vesnik keys read.',
  ],
  examples: ['npx vesnik keys print', 'npx vesnik keys print --yes | lp'],
  args: { yes: { ...yesArg.yes, description: 'Also into a pipe or a file, where a terminal does not show it' } },
  async run({ yes }, terminal) {
    if (terminal.stdout.isTTY !== true && yes !== true) {
      throw new VesnikError({
        code: 'no-terminal',
        message: 'The key is shown on a terminal only: here it would end in a file or in another program.',
        hint: 'For a printer, and where you mean it: npx vesnik keys print --yes | lp',
        kind: 'usage',
      });
    }
    const key = await masterKeyOf(readSettings(terminal.env), { makeIfMissing: false });
    const lines = [
      '',
      'Vesnik: the key that opens the list of subscribers',
      '',
      ...paperLines(key).map(line => `    ${line}`),
      '',
      `Fingerprint ${keyFingerprint(key)} (npx vesnik doctor shows the same)`,
      `Printed ${new Date().toISOString().slice(0, 10)}. To put it back: npx vesnik keys read, and type the three lines.`,
      'Capital and small letters differ. 0 is the digit; 1 is the digit. Keep this sheet away from every backup.',
      '',
    ];
    // Not `say`: it hides the key wherever it meets it.
    await terminal.write(`${lines.join('\n')}\n`);
    return 0;
  },
});
