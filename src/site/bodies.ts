declare global {
  /** By the name of a collection: its bodies as HTML by their names. */
  var vesnikBodies: Map<string, (name: string) => string> | undefined;
}

// Bodies without pictures go past the content layer: it wrote all of them to disk as one string, and Vite compiled that as a
// module, which took 5 of 26 seconds and 700 MB for 1,560 of them. Loaders and pages live in one process but not in one graph
// of modules, so a variable of a module would not do.

/** Says how bodies of a collection are found until the next call. */
export function findBodies(collection: string, find: (name: string) => string): void {
  globalThis.vesnikBodies ??= new Map();
  globalThis.vesnikBodies.set(collection, find);
}

/** A body by its collection and name, `letters/3f9a…`. Throws where there is none. */
export function keptBody(body: string): string {
  const [collection = '', name = ''] = body.split('/');
  const find = globalThis.vesnikBodies?.get(collection);
  if (find === undefined) throw new RangeError(`no body is kept under ${body}`);
  return find(name);
}
