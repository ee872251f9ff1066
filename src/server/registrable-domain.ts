// Under these a country registers names at the third level: `example.co.uk`, `example.com.ua`.
const shared = new Set(
  `ac biz co com edu gen go gob gov gouv id in info mil ne net nhs nic nom or org pp sch web kiev kyiv lviv odessa kharkov dp
   msk spb minsk gomel brest grodno vitebsk mogilev`.split(/\s+/),
);

/**
 * The part of a domain (lower-case ASCII) that somebody registers: whoever has it has all the names below, as many as they like. For
 * counting only: where a rule of some country is not known here, a few registrants count as one.
 */
export function registrableDomain(domain: string): string {
  const labels = domain.split('.');
  const [second = '', first = ''] = labels.slice(-2);
  const isShared = first.length === 2 && shared.has(second);
  return labels.slice(isShared ? -3 : -2).join('.');
}
