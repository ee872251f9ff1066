/** Which room of src/ may import which (architecture.md holds the same table for people). */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  i18n: [],
  keys: [],
  content: ['i18n'],
  render: ['i18n', 'content'],
  preflight: ['i18n', 'content', 'render'],
  site: ['i18n', 'content', 'render'],
  store: ['keys'],
  delivery: ['keys', 'store'],
  server: ['i18n', 'render', 'keys', 'store', 'delivery'],
  cli: ['i18n', 'content', 'render', 'preflight', 'site', 'keys', 'store', 'delivery', 'server'],
};

/** Files beside the rooms, and who may import each. `errors.ts` is everybody's. */
const hallway: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': Object.keys(importTable),
  'slots.ts': ['render', 'keys', 'delivery', 'cli'],
};

/** Of these rooms other rooms may import only the named files. */
const doorsOf: Readonly<Record<string, readonly string[]>> = {
  site: ['site/build.ts'],
};

/** A forbidden import, or undefined. `file` and `specifier` as written, `file` from src/: `content/parse.ts`, `#render/mail.ts`. */
export function forbiddenImport(file: string, specifier: string): string | undefined {
  const room = file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
  if (specifier.startsWith('#')) return forbiddenAcross(file, room, specifier.slice(1));
  if (specifier.startsWith('.')) return forbiddenInside(file, room, specifier);
  return undefined;
}

function forbiddenAcross(file: string, room: string, target: string): string | undefined {
  if (room === '') return `${file}: a file of the hallway imports nothing of ours (${target})`;
  if (!target.includes('/')) {
    return hallway[target]?.includes(room) ? undefined : `${file}: ${room} may not import ${target}`;
  }
  const other = target.slice(0, target.indexOf('/'));
  if (other === room) return `${file}: inside a room write ./${target.slice(other.length + 1)}`;
  if (!importTable[room]?.includes(other)) return `${file}: ${room} may not import ${other} (${target})`;
  const doors = doorsOf[other];
  if (doors !== undefined && !doors.includes(target))
    return `${file}: of ${other} only ${doors.join(', ')} may be imported`;
  return undefined;
}

function forbiddenInside(file: string, room: string, specifier: string): string | undefined {
  const path = new URL(specifier, `file:///${file}`).pathname.slice(1);
  return path.startsWith(`${room}/`) ? undefined : `${file}: ${specifier} leaves its room; write #room/name.ts`;
}
