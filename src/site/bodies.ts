import { readFileSync } from 'node:fs';
import { join } from 'node:path';

declare global {
  /** The folder in which bodies lie as HTML. */
  var vesnikBodies: string | undefined;
}

// Bodies without pictures go past the content layer: it wrote all of them to disk as one string, and Vite compiled that as a
// module, which took 5 of 26 seconds and 700 MB for 1,560 of them. Loaders and pages live in one process but not in one graph
// of modules, so a variable of a module would not do.

/** Says where bodies are found until the next call. */
export function bodiesIn(folder: string): void {
  globalThis.vesnikBodies = folder;
}

/** A body by its name. Throws where there is none. */
export function keptBody(name: string): string {
  if (globalThis.vesnikBodies === undefined) throw new RangeError(`no body is kept under ${name}`);
  return readFileSync(join(globalThis.vesnikBodies, name), 'utf8');
}
