import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stemBelarusian } from '#site/search/belarusian-stemmer.ts';
import { stemEnglish } from '#site/search/english-stemmer.ts';
import { normalise } from '#site/search/normalise.ts';
import { stemRussian } from '#site/search/russian-stemmer.ts';
import { threadMs } from '../../thread-time.ts';

const lists = join(import.meta.dirname, '../../fixtures/search');
const stemmers = { be: stemBelarusian, ru: stemRussian, en: stemEnglish } as const;

type Pair = readonly [word: string, other: string];

/** Pairs of a list: two words a line, remarks behind `#`. */
async function pairsOf(name: string): Promise<Pair[]> {
  const lines = (await readFile(join(lists, name), 'utf8')).split('\n').filter(line => /^[^#]/.test(line));
  return lines.map(line => {
    const [word = '', other = ''] = line.split(' ');
    return [word, other];
  });
}

type Language = keyof typeof stemmers;

/** How well a stemmer does on pairs to bring together and pairs to keep apart; printed under `title`. */
function judged(title: string, language: Language, same: readonly Pair[], different: readonly Pair[]) {
  const stem = stemmers[language];
  const isOne = ([word, other]: Pair) => stem(normalise(word)) === stem(normalise(other));
  const found = same.filter(isOne);
  const mixedUp = different.filter(isOne);
  const recall = found.length / same.length;
  const precision = found.length / (found.length + mixedUp.length);
  const written = (pairs: readonly Pair[]) => pairs.map(pair => pair.join(' ~ ')).join(', ') || 'none';
  console.info(
    [
      `${title}: recall ${recall.toFixed(3)} of ${same.length} pairs, precision ${precision.toFixed(3)} with ${different.length} pairs to keep apart`,
      `  missed: ${written(same.filter(pair => !isOne(pair)))}`,
      `  mixed up: ${written(mixedUp)}`,
    ].join('\n'),
  );
  return { recall, precision };
}

// What the lists gave when the stemmers were done, a little rounded down: whoever changes a rule must not make search worse.
test.each([
  { language: 'be', least: 60, recall: 1, precision: 0.98 },
  { language: 'ru', least: 60, recall: 1, precision: 0.98 },
  { language: 'en', least: 40, recall: 1, precision: 1 },
] as const)('the stemmer of $language brings forms together and keeps words apart', async floor => {
  const { language, least } = floor;
  const same = await pairsOf(`${language}.same.txt`);
  const different = await pairsOf(`${language}.different.txt`);
  expect(Math.min(same.length, different.length)).toBeGreaterThanOrEqual(least);
  const { recall, precision } = judged(language, language, same, different);
  expect(recall).toBeGreaterThanOrEqual(floor.recall);
  expect(precision).toBeGreaterThanOrEqual(floor.precision);
});

// Words drawn from running text by another hand, with the form that somebody would look for: neither rules nor irregular words
// were made for them, so this is how well words do that nobody has looked at. No rule may be made for a pair of these lists.
test.each([
  { language: 'be', least: 80, recall: 0.95, precision: 0.99 },
  { language: 'ru', least: 80, recall: 0.95, precision: 0.99 },
  { language: 'en', least: 60, recall: 0.98, precision: 0.9 },
] as const)('the stemmer of $language does well on words that it was not made with', async floor => {
  const { language, least } = floor;
  const same = await pairsOf(`unseen-${language}.same.txt`);
  const different = await pairsOf(`unseen-${language}.different.txt`);
  expect(Math.min(same.length, different.length)).toBeGreaterThanOrEqual(least);
  const { recall, precision } = judged(`${language}, unseen`, language, same, different);
  expect(recall).toBeGreaterThanOrEqual(floor.recall);
  expect(precision).toBeGreaterThanOrEqual(floor.precision);
});

// Lists by another hand, once held out. The stemmers have been made better with their misses in sight, by rules for whole classes
// of words, so these too say only that nothing got worse, not how well words do that nobody has looked at.
test.each([
  { language: 'be', least: 60, recall: 1, precision: 0.97 },
  { language: 'ru', least: 60, recall: 1, precision: 0.98 },
] as const)('the stemmer of $language does as well on the lists by another hand', async floor => {
  const { language, least } = floor;
  const same = await pairsOf(`development-${language}.same.txt`);
  const different = await pairsOf(`development-${language}.different.txt`);
  expect(Math.min(same.length, different.length)).toBeGreaterThanOrEqual(least);
  const { recall, precision } = judged(`${language}, development`, language, same, different);
  expect(recall).toBeGreaterThanOrEqual(floor.recall);
  expect(precision).toBeGreaterThanOrEqual(floor.precision);
});

// Pairs of every class that the rules were made for, so that none of the classes is lost unseen.
test.each([
  { language: 'be', least: 100, recall: 1, precision: 0.99 },
  { language: 'ru', least: 120, recall: 1, precision: 1 },
] as const)('the stemmer of $language knows the classes of the grammar', async floor => {
  const { language, least } = floor;
  const same = await pairsOf(`classes-${language}.same.txt`);
  const different = await pairsOf(`classes-${language}.different.txt`);
  expect(same.length).toBeGreaterThanOrEqual(least);
  const { recall, precision } = judged(`${language}, classes`, language, same, different);
  expect(recall).toBeGreaterThanOrEqual(floor.recall);
  expect(precision).toBeGreaterThanOrEqual(floor.precision);
});

const letters = [...'абвгдеёжзійклмнопрстуўфхцчшыьэюяищъ’-aeiou'];

describe.each(Object.entries(stemmers))('the stemmer of %s', (_, stem) => {
  test('gives something for every word and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 1, unit: fc.constantFrom(...letters) }), fc.string({ minLength: 1 })),
        word => {
          const input = normalise(word);
          return input === '' || stem(input) !== '';
        },
      ),
    );
  });

  test('takes no longer for a very long word', () => {
    const startedMs = threadMs();
    stem('ава'.repeat(20));
    stem('ам'.repeat(32));
    expect(threadMs() - startedMs).toBeLessThan(100);
  });
});
