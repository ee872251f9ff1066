/** `k=rsa; p=MIIB…` as DKIM and DMARC write it (RFC 6376, 3.2): tags by name, blanks around values dropped. */
export function readTags(record: string): ReadonlyMap<string, string> {
  const tags = record.split(';').map((tag): [string, string] => {
    const at = tag.indexOf('=');
    return [tag.slice(0, Math.max(at, 0)).trim().toLowerCase(), tag.slice(at + 1).trim()];
  });
  return new Map(tags.filter(([name]) => name !== ''));
}
