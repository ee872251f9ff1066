import { createHash } from 'node:crypto';

declare global {
  /** Bodies as HTML by their digests. */
  var vesnikBodies: Map<string, string> | undefined;
}

// Bodies without pictures go past the content layer: it wrote all of them to disk as one string, and Vite compiled that as a
// module, which took 5 of 26 seconds and 700 MB for 1,560 of them. Loaders and pages live in one process but not in one graph
// of modules, so a variable of a module would not do.

/** Keeps a body until the end of the build; the digest is what finds it. */
export function keepBody(html: string): string {
  const digest = createHash('sha256').update(html).digest('hex');
  bodies().set(digest, html);
  return digest;
}

/** A body that was kept. Throws where nobody did. */
export function keptBody(digest: string): string {
  const html = bodies().get(digest);
  if (html === undefined) throw new RangeError(`no body is kept under ${digest}`);
  return html;
}

export function forgetBodies(): void {
  globalThis.vesnikBodies = undefined;
}

function bodies(): Map<string, string> {
  globalThis.vesnikBodies ??= new Map();
  return globalThis.vesnikBodies;
}
