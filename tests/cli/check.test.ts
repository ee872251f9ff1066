import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, vesnik } from './command-line.ts';

describe('check', () => {
  test('finds no error in the sample content, and says what is borrowed and what it cannot know', async () => {
    const { code, out } = await vesnik(['check']);
    expect(out).not.toMatch(/:\d+:\d+ error /u);
    expect(code).toBe(0);
    expect(out).toMatch(/\n {2}be +2024-10-28\/human-rights +shown in Russian +\(how many people: not known here\)/u);
    expect(out).toContain('Not looked at: how many people it is for');
  });

  test('prints the place of every fault of a broken commentary and ends with 1', async () => {
    const { root, file } = await starter();
    const text = await readFile(file, 'utf8');
    const broken = text
      .replace('topic: politics', 'topic: politics\ncolour: red')
      .replace('trend: unchanged', 'trend: better')
      .concat('\nimport x from "fs"\n\n<Marquee>now</Marquee>\n\n{process.env}\n');
    await writeFile(file, broken);
    const { code, out } = await vesnik(['check'], { env: { VESNIK_ROOT: root } });
    expect(code).toBe(1);
    const places = [...out.matchAll(/^(content\/\S+):(\d+):(\d+) error .* \[([a-z-]+)\]$/gmu)];
    const lines = broken.split('\n');
    expect(places.every(([, path]) => file.endsWith(path ?? ''))).toBe(true);
    const faulty = new Set(places.map(([, , line]) => lines[Number(line) - 1]));
    for (const line of [
      'colour: red',
      'trend: better',
      'import x from "fs"',
      '<Marquee>now</Marquee>',
      '{process.env}',
    ]) {
      expect(faulty).toContain(line);
    }
    expect(out).toMatch(/\d+ errors?/u);
  });

  test('gives the same as JSON, field by field', async () => {
    const { root, file } = await starter();
    await writeFile(file, (await readFile(file, 'utf8')).replace('topic: politics', 'topic: polytics'));
    const { code, out } = await vesnik(['check', '--json'], { env: { VESNIK_ROOT: root } });
    expect(code).toBe(1);
    const findings: unknown = JSON.parse(out);
    expect(findings).toContainEqual({
      ...{
        file: expect.stringMatching(/first\.be\.mdx$/u),
        line: 3,
        column: expect.any(Number),
        rule: 'unknown-topic',
      },
      ...{ severity: 'error', message: expect.any(String), hint: expect.stringContaining('politics') },
    });
  });

  test('of one issue leaves the others alone, and an unknown one is wrong usage', async () => {
    const { root, file, issue } = await starter();
    await vesnik(['new', '2030-01-07', '--slug', 'other', '--topic', 'politics'], { env: { VESNIK_ROOT: root } });
    await writeFile(file, (await readFile(file, 'utf8')).replace('topic: politics', 'topic: polytics'));
    expect((await vesnik(['check', '2030-01-07'], { env: { VESNIK_ROOT: root } })).code).toBe(0);
    expect((await vesnik(['check', issue], { env: { VESNIK_ROOT: root } })).code).toBe(1);
    const unknown = await vesnik(['check', '2030-01-70'], { env: { VESNIK_ROOT: root } });
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('2030-01-70');
  });

  test('--accept notes that translations follow their original, and the warning goes', async () => {
    const { root, file, issue } = await starter();
    const env = { VESNIK_ROOT: root };
    await writeFile(file, (await readFile(file, 'utf8')).replace('Markdown', 'Markdown (GFM)'));
    expect((await vesnik(['check', issue], { env })).out).toContain('[stale-translation]');
    const { out, err } = await vesnik(['check', issue, '--accept'], { env });
    expect(err).toMatch(/first\.ru\.mdx follows be@/u);
    expect(out).toContain('Nothing is wrong');
  });
});

async function starter() {
  const root = join(await temporaryFolder(), 'weekly');
  await vesnik(['init', root, '--languages', 'be,ru']);
  const [issue = ''] = await readdir(join(root, 'content/issues'));
  return { root, issue, file: join(root, 'content/issues', issue, 'first.be.mdx') };
}
