import { describe, expect, test } from 'vitest';
import { catalogue } from '#cli/catalogue.ts';
import { vesnik } from './command-line.ts';

const names = catalogue.flatMap(({ commands }) => commands.map(({ name }) => name));

describe('help', () => {
  test('lists every command under a heading that says who needs it', async () => {
    const { code, out } = await vesnik(['--help']);
    expect(code).toBe(0);
    for (const { title } of catalogue) expect(out).toContain(`\n${title}\n`);
    for (const name of names) expect(out).toMatch(new RegExp(`\n {2}${name} {2,}\\S`, 'u'));
  });

  test('has every command that contracts.md promises for now', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        ...['demo', 'init', 'new', 'check', 'build', 'render', 'send', 'resume', 'pause', 'cancel', 'worker', 'status'],
        ...['import', 'export', 'add', 'find', 'move', 'unsubscribe', 'stats'].map(name => `subscribers ${name}`),
        ...['serve', 'migrate', 'inbox'],
      ]),
    );
  });

  test.each(names)('%s --help says how to use it, in lines that fit', async name => {
    const { code, out, err } = await vesnik([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain(`Usage: npx vesnik ${name}`);
    expect(out).toContain('vesnik');
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(125);
    expect(out).not.toMatch(/undefined|\[object/u);
  });

  test('of a word that begins several commands shows those', async () => {
    const { code, out } = await vesnik(['subscribers', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('subscribers import');
    expect(out).not.toContain('demo');
  });

  test('is what somebody gets who types nothing, with exit code 2', async () => {
    const { code, out, err } = await vesnik([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage:');
  });
});

describe('wrong usage ends with 2 and the nearest right word', () => {
  test.each([
    [['sned', '2024-04-15'], 'There is no command `sned`', '`npx vesnik send`'],
    [['subscribers', 'imprt'], '`imprt` it does not know', '`npx vesnik subscribers import`'],
    [['send', '2024-04-15', '--dry-rn'], 'no option `--dry-rn`', '`--dry-run`'],
    [['send', '2024-04-15', '--untranslated', 'borow'], 'cannot be `borow`', '`borrow`'],
    [['send', '2024-04-15', '--to'], '`--to` wants a value', '--help'],
    [['send', '2024-04-15', '--to', '--list', 'be'], '`--to` wants a value', '--help'],
    [['send', '2024-04-15', '--yes=no'], '`--yes` takes no value', '--help'],
    [['send'], 'wants <issue>', '--help'],
    [['send', '2024-04-15', 'now'], 'does not know what to do with `now`', '--help'],
    [['status', '-x'], 'no option `-x`', '--help'],
    [['inbox', '--port', 'eighty'], 'not a whole number', '--port 0'],
    [['inbox', '--port', '70000'], 'not a whole number', '--port 0'],
  ])('%j', async (argv, message, hint) => {
    const { code, out, err } = await vesnik(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });

  test('as JSON where JSON was asked for', async () => {
    const { code, err } = await vesnik(['status', '--json', '--al']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toEqual({
      error: { code: 'unknown-option', message: expect.any(String), hint: expect.any(String) },
    });
  });
});
