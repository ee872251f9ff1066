/** Every address that a mail's HTML links to (`href`) or shows (`src`), unescaped, each once; `cid:` and `mailto:` left out. */
export function mailAddresses(html: string): string[] {
  const found = [...html.matchAll(/\b(?:href|src)="(https?:[^"]+)"/gu)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
  );
  return [...new Set(found)];
}
