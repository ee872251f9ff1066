import { type Diagnosis, error, ok, unknown, warning } from './diagnosis.ts';
import type { Names } from './names.ts';

const mostLookups = 10;

/** The SPF record of the domain of bounces: receivers look it up for the envelope sender (RFC 7208). */
export async function checkSpf(names: Names, domain: string): Promise<Diagnosis> {
  const check = 'dns.spf';
  const records = await spfRecords(names, domain);
  if (records === undefined) return unknown(check, `The DNS did not answer for ${domain}: SPF is not known.`);
  const [record, second] = records;
  if (record === undefined) {
    const hint = `Add a TXT record at ${domain}: "v=spf1 include:<the record that your relay names> -all"`;
    return error(check, `${domain}, where bounces go, has no SPF record: nobody is allowed to send for it.`, hint);
  }
  if (second !== undefined)
    return error(
      check,
      `${domain} has ${records.length} SPF records, which counts as none (RFC 7208, 4.5).`,
      'Leave one.',
    );
  const lookups = await countLookups(names, domain, mostLookups + 1);
  if (lookups > mostLookups) {
    const hint = 'Take out what no longer sends, or name its addresses (ip4:, ip6:).';
    return error(check, `The SPF record of ${domain} needs more than ${mostLookups} look-ups, so it fails.`, hint);
  }
  const end = termsOf(record).at(-1) ?? '';
  if (/^[+]?all$/u.test(end) || end === '?all') {
    const hint = 'End the record with -all (or ~all while you try it).';
    return warning(check, `The SPF record of ${domain} ends with ${end}: it allows everybody.`, hint);
  }
  return ok(check, `${domain} says who may send for it (SPF, ${lookups} of ${mostLookups} look-ups).`);
}

/**
 * Look-ups that a receiver makes for a record (RFC 7208, 4.6.4), those of what it includes too. Stops at `most`: a record may
 * include itself.
 */
async function countLookups(names: Names, domain: string, most: number): Promise<number> {
  const [record] = (await spfRecords(names, domain)) ?? [];
  let count = 0;
  for (const term of record === undefined ? [] : termsOf(record)) {
    if (count >= most) return count;
    const [, name = '', target] = /^[-+~?]?([a-z]+)(?:[:=]([^/]*))?/u.exec(term) ?? [];
    if (!['include', 'redirect', 'a', 'mx', 'ptr', 'exists'].includes(name)) continue;
    count += 1;
    const isNested = name === 'include' || name === 'redirect';
    // A macro stands for something that only a receiver knows.
    if (isNested && target !== undefined && !target.includes('%')) {
      count += await countLookups(names, target, most - count);
    }
  }
  return count;
}

async function spfRecords(names: Names, domain: string): Promise<readonly string[] | undefined> {
  return (await names.texts(domain))?.filter(text => /^v=spf1( |$)/iu.test(text));
}

function termsOf(record: string): string[] {
  return record.toLowerCase().split(/ +/u).slice(1).filter(Boolean);
}
