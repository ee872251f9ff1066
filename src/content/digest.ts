import { createHash } from 'node:crypto';

interface Followed {
  readonly title: string;
  readonly summary: string;
  readonly points: readonly string[];
  /** The body as written. */
  readonly source: string;
}

/** Hex SHA-256 of what a translation follows. Spaces at the ends of lines and of the text do not change it. */
export function digestOf({ title, summary, points, source }: Followed): string {
  const body = source
    .normalize('NFC')
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .trim();
  const followed = JSON.stringify(
    [title, summary, points].map(part => JSON.stringify(part).normalize('NFC')).concat(body),
  );
  return createHash('sha256').update(followed).digest('hex');
}
