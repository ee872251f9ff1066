import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readYaml } from '#content/yaml-file.ts';
import { threadMs } from '../thread-time.ts';

const schema = z.strictObject({ title: z.string().optional(), list: z.array(z.string()).optional() });
const rules = (text: string) => readYaml(text, schema).faults.map(({ rule }) => rule);

test('a file without keys is an empty one', () => {
  expect(readYaml('', schema)).toMatchObject({ value: {}, faults: [] });
  expect(readYaml('# nothing yet\n', schema)).toMatchObject({ value: {}, faults: [] });
});

test('dates and yes stay words, as YAML 1.2 has it', () => {
  expect(readYaml('title: 2024-04-15', schema).value).toEqual({ title: '2024-04-15' });
  expect(readYaml('title: yes', schema).value).toEqual({ title: 'yes' });
});

test.each([
  ['title: !!js/function "x"', 'yaml-tag'],
  ['title: !<tag:example.org,2024:x> x', 'yaml-tag'],
  ['title: !!binary aGk=', 'yaml-tag'],
  ['title: &a x', 'yaml-anchor'],
  ['list: [*a]', 'yaml-alias'],
  ['<<: { title: x }', 'unknown-key'],
  ['__proto__: { title: x }', 'unknown-key'],
  ['"__proto__": { title: x }', 'unknown-key'],
  ['constructor: x', 'unknown-key'],
  ['title: a\ntitle: b', 'duplicate-key'],
  ['title: a\n---\ntitle: b', 'yaml'],
  ['title: "open', 'yaml'],
  ['title:\n\t- x', 'yaml'],
  ['- title', 'wrong-type'],
  ['words', 'wrong-type'],
  ['? [title]\n: x', 'yaml'],
  ['%YAML 1.1\n---\ntitle: yes', 'yaml'],
])('%j is refused', (text, rule) => {
  const { value, faults } = readYaml(text, schema);
  expect(value).toBeUndefined();
  expect(faults.map(fault => fault.rule)).toContain(rule);
});

test('a line that lacks quotes and a key that stands twice hide no other fault', () => {
  const text = 'title: What: this\ntitle: Again: that\nlist: 7\ncolour: red\nlist: [x]\n';
  const { value, given, faults } = readYaml(text, schema);
  expect(value).toBeUndefined();
  expect(given).toMatchObject({ title: 'Again: that', colour: 'red' });
  expect(faults.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
    '1 yaml',
    '2 yaml',
    '2 duplicate-key',
    '5 duplicate-key',
    '4 unknown-key',
  ]);
});

test('a bomb of aliases is refused without being unfolded', () => {
  const levels = Array.from(
    { length: 30 },
    (_, level) =>
      `k${level}: &a${level} [${Array(9)
        .fill(level === 0 ? 'x' : `*a${level - 1}`)
        .join(', ')}]`,
  );
  const startedMs = threadMs();
  expect(rules(levels.join('\n'))).toContain('yaml-alias');
  expect(threadMs() - startedMs).toBeLessThan(2000);
});

test('nesting without end is refused and brings nothing down', () => {
  const { value, faults } = readYaml(`title: ${'['.repeat(50_000)}`, schema);
  expect(value).toBeUndefined();
  expect(faults).not.toEqual([]);
  expect(readYaml('{a: '.repeat(20_000), schema).value).toBeUndefined();
});

test('nothing that stands in a file changes an object that is not its own', () => {
  readYaml('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }', z.looseObject({}));
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('a place is that of the key, of the item, or of what is around a thing that is missing', () => {
  const { placeOf } = readYaml('title: x\nlist:\n  - one\n  - two\n', schema, 2);
  expect(placeOf(['title'])).toEqual({ line: 2, column: 1 });
  expect(placeOf(['list', 1])).toEqual({ line: 5, column: 5 });
  expect(placeOf(['list', 7])).toEqual({ line: 3, column: 1 });
  expect(placeOf(['nothing', 'here'])).toEqual({ line: 2, column: 1 });
});

test('no text of any kind is more than a list of faults', () => {
  const pieces = fc.constantFrom(
    'title',
    ': ',
    '\n',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '#',
    '  ',
    '\t',
    'x',
    '---',
    '%',
    '? ',
    '\0',
    '__proto__',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 20 }).map(parts => parts.join('')),
      ),
      text => {
        const { value, faults } = readYaml(text, schema);
        expect(value === undefined).toBe(faults.length > 0);
        for (const { line, column, message, hint } of faults) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe('');
          expect(hint).not.toBe('');
        }
      },
    ),
    { numRuns: 1000 },
  );
});
