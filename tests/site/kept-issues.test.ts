import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { IssueMemory } from '#content/issue-memory.ts';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import { keptIssues } from '#site/kept-issues.ts';
import { commentary, greySquare, issue, newsletterFolder, silence, writeFiles } from '../content/newsletter-folder.ts';

const now = new Date('2024-05-01T00:00:00Z');
const first = `issues/${issue}/first.en.mdx`;
const second = `issues/${issue}/second.en.mdx`;
const sound = '<Audio src="./sound.mp3" title="Listen" />';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-kept-issues-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** All that a library says, its texts too. */
function written(library: Library | undefined): string {
  return JSON.stringify(library, (key, value: unknown) => {
    if (value instanceof Map) return [...value];
    // Nobody asks a kept text where its words stood in the file.
    if (key === 'position') return undefined;
    // What is known of a kept text beside it.
    return key === 'data' && typeof value === 'object' && value !== null && 'facts' in value ? undefined : value;
  });
}

async function open(root: string, folder: string, threads = 0) {
  const memory = await keptIssues(folder, 'code', () => threads);
  const kept: string[] = [];
  const elsewhere: string[] = [];
  const counting: IssueMemory = {
    recall: memory.recall,
    keep: (id, key, read) => {
      kept.push(id);
      return memory.keep(id, key, read);
    },
    begin: (ids, setting) => memory.begin?.(ids, setting),
    elsewhere: async (id, key) => {
      // A thread begins more slowly than all of this is read.
      if (threads > 0) await setTimeout(20);
      const found = await memory.elsewhere?.(id, key);
      if (found !== undefined) elsewhere.push(id);
      return found;
    },
  };
  const { library, problems } = await openLibrary({ root, now, drafts: false, memory: counting }).finally(memory.end);
  await memory.done();
  return { said: written(library), problems, kept, elsewhere };
}

/** Names of changes; each is made alone. */
const changes: Readonly<Record<string, (root: string) => Promise<unknown>>> = {
  'a text': root =>
    writeFiles(root, { [first]: commentary({ title: 'Another' }, '<ReadMore to="2024-04-15/second" />') }),
  'a text with a picture': root =>
    writeFiles(root, { [first]: commentary({ cover: '{ src: ./picture.jpg, alt: A }' }) }),
  'a text with a sound': root => writeFiles(root, { [second]: commentary({ title: 'Heard' }, sound) }),
  'a faulty text': root => writeFiles(root, { [first]: commentary({ topic: 'nowhere' }, 'A {brace') }),
  'a draft': root => writeFiles(root, { [second]: commentary({ draft: 'true' }) }),
  'a text is gone': root => rm(join(root, 'content', second), { force: true }),
  'a picture': async root =>
    writeFiles(root, { [`issues/${issue}/picture.jpg`]: await greySquare('jpeg', { width: 40 }) }),
  'another picture': async root => writeFiles(root, { [`issues/${issue}/picture.jpg`]: await greySquare() }),
  'no picture any more': root => writeFiles(root, { [`issues/${issue}/picture.jpg`]: 'no picture' }),
  'a shorter sound': root => writeFiles(root, { [`issues/${issue}/sound.mp3`]: silence().subarray(0, 417 * 40) }),
  'a sound is gone': root => rm(join(root, 'content', `issues/${issue}/sound.mp3`), { force: true }),
  'the letter': root =>
    writeFiles(root, { [`issues/${issue}/issue.en.mdx`]: '---\ntitle: Ours\n---\n\nDear readers\n' }),
  'the order': root => writeFiles(root, { [`issues/${issue}/issue.yaml`]: 'order: [second, first]\n' }),
  'another issue': root =>
    writeFiles(root, { 'issues/2024-04-08/z.en.mdx': commentary({ period: '2024-04-08/2024-04-14' }) }),
};

test('a library out of a memory is the one that the files give, whatever was changed, and so are its problems', async () => {
  const order = fc.array(fc.constantFrom(...Object.keys(changes)), { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(order, async names => {
      const root = await newsletterFolder({ [first]: commentary(), [second]: commentary({ title: 'Second' }) });
      const folder = await emptyFolder();
      for (const name of names) {
        await changes[name]?.(root);
        const { library, problems } = await openLibrary({ root, now, drafts: false });
        for (const opened of [await open(root, folder), await open(root, folder)]) {
          expect(opened.problems).toEqual(problems);
          expect(opened.said).toBe(written(library));
        }
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

test.each([
  ['topics.yaml', /^economy:/m, 'other:'],
  ['newsletter.yaml', /^timezone: .*$/m, 'timezone: Asia/Tokyo'],
  ['authors.yaml', /^/, 'new:\n  name: { en: New, be: Новы, ru: Новый }\n'],
])('every issue is read again when %s says something else of what texts may name', async (file, from, to) => {
  const root = await newsletterFolder({ [first]: commentary() });
  const folder = await emptyFolder();
  await open(root, folder);
  const path = join(root, 'content', file);
  const text = await readFile(path, 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  await writeFile(path, text.replace(from, to));
  const { library, problems } = await openLibrary({ root, now, drafts: false });
  const opened = await open(root, folder);
  expect(opened.kept).toEqual([issue]);
  expect(opened.problems).toEqual(problems);
  expect(opened.said).toBe(written(library));
});

test('what stayed the same is not read again; other code and a spoilt list begin from nothing', async () => {
  const root = await newsletterFolder({ [first]: commentary() });
  const folder = await emptyFolder();
  expect((await open(root, folder)).kept).toEqual([issue]);
  expect((await open(root, folder)).kept).toEqual([]);
  await writeFile(join(folder, 'issues'), 'spoilt');
  expect((await open(root, folder)).kept).toEqual([issue]);
  const other = await keptIssues(folder, 'other code');
  const asked: (readonly [string, unknown])[] = [];
  const asking: IssueMemory = {
    ...other,
    recall: (id, key) => {
      const found = other.recall(id, key);
      asked.push([id, found]);
      return found;
    },
  };
  await openLibrary({ root, now, drafts: false, memory: asking });
  expect(asked).toEqual([[issue, undefined]]);
});

test('an issue that is changed again and again takes no more and more room', async () => {
  const root = await newsletterFolder({
    'issues/2024-04-08/z.en.mdx': commentary({ period: '2024-04-08/2024-04-14' }),
  });
  const folder = await emptyFolder();
  await open(root, folder);
  for (let at = 0; at < 5; at += 1) {
    await writeFiles(root, { [first]: commentary({}, `Words ${at}.`) });
    expect((await open(root, folder)).kept).toEqual([issue]);
  }
  // One of each issue, and the list.
  expect(await readdir(folder)).toHaveLength(3);
});

test('a library that threads helped to read is the one that the files give, faults and all', async () => {
  const root = await newsletterFolder({ [first]: commentary(), [second]: commentary({ topic: 'nowhere' }, sound) });
  const ids = Array.from({ length: 40 }, (_, at) => new Date(Date.UTC(2023, 0, 2 + at * 7)).toISOString().slice(0, 10));
  for (const [at, id] of ids.entries()) {
    const end = new Date(Date.UTC(2023, 0, 8 + at * 7)).toISOString().slice(0, 10);
    const text = commentary({ period: `${id}/${end}` }, `Text ${at}.\n\n<ReadMore to="2024-04-15/first" />`);
    await writeFiles(root, { [`issues/${id}/z.en.mdx`]: at === 30 ? `${text}\nA {brace` : text });
  }
  const folder = await emptyFolder();
  const { library, problems } = await openLibrary({ root, now, drafts: false });
  const helped = await open(root, folder, 2);
  expect(helped.elsewhere.length).toBeGreaterThan(0);
  expect(helped.problems).toEqual(problems);
  expect(helped.said).toBe(written(library));
  const again = await open(root, folder, 2);
  expect(again).toEqual({ said: written(library), problems, kept: [], elsewhere: [] });
});
