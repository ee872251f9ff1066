import type { z } from 'zod';
import { type Fault, fault, type Place } from './fault.ts';
import { readYaml } from './yaml-file.ts';

export interface FrontMatter<Value> {
  /** Undefined where there is any error in it. */
  readonly value: Value | undefined;
  readonly faults: readonly Fault[];
  /** What it says as far as it can be read, as in `YamlRead`. */
  readonly given: unknown;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  /** The whole text with empty lines where the front matter was: places in it are places in the file. */
  readonly body: string;
}

const fence = /^---[ \t]*$/;

/** Reads what stands between the two `---` at the head of an MDX file. */
export function readFrontMatter<Value>(text: string, schema: z.ZodType<Value>): FrontMatter<Value> {
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (!fence.test(lines[0] ?? '') || end < 0) {
    const message = fence.test(lines[0] ?? '') ? 'The front matter is not ended.' : 'The front matter is missing.';
    const hint = 'Begin the file with a line `---`, then `key: value` lines, then a line `---`.';
    const missing = fault(undefined, 'front-matter', message, hint);
    return {
      value: undefined,
      faults: [missing],
      given: undefined,
      placeOf: () => ({ line: 1, column: 1 }),
      body: text,
    };
  }
  const yaml = lines.slice(1, end).join('\n');
  const body = ['\n'.repeat(end), ...lines.slice(end + 1)].join('\n');
  return { ...readYaml(yaml, schema, 2), body };
}
