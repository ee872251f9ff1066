import { type Diagnosis, error, ok, unknown, warning } from './diagnosis.ts';
import type { Names } from './names.ts';
import { readTags } from './tag-list.ts';

interface Domains {
  /** Of the address that readers see. */
  readonly from: string;
  /** Of the envelope sender. */
  readonly bounces: string;
  /** `d=` of the signature; undefined: unsigned here. */
  readonly signing: string | undefined;
}

/** Whether the sender's domain has a DMARC policy, and whether our mails keep to it: aligned by DKIM, or by SPF (RFC 7489, 3.1). */
export async function checkDmarc(names: Names, { from, bounces, signing }: Domains): Promise<Diagnosis> {
  const check = 'dns.dmarc';
  const found = await policyOf(names, from);
  if (found === undefined) return unknown(check, `The DNS did not answer for _dmarc.${from}.`);
  if (found === 'none') {
    const hint = `Add a TXT record at _dmarc.${from}: "v=DMARC1; p=none; rua=mailto:dmarc@${from}". Gmail and Yahoo ask it of everybody who mails many.`;
    return error(check, `${from} has no DMARC policy.`, hint);
  }
  const { owner, tags } = found;
  const bySignature = signing !== undefined && isAligned(signing, from, owner, tags.get('adkim'));
  const bySender = isAligned(bounces, from, owner, tags.get('aspf'));
  if (!bySignature && !bySender) {
    const hint = `Sign with ${from} (VESNIK_DKIM_DOMAIN), or let the domain of bounces in content/newsletter.yaml be one of ${owner}.`;
    return error(check, `Neither the signature nor the domain of bounces belongs to ${from}: DMARC fails.`, hint);
  }
  if (!bySignature) {
    const hint = `Sign with ${from}: a forwarded mail passes by its signature only.`;
    return warning(check, `Mails pass the policy of ${from} by SPF alone.`, hint);
  }
  const policy = tags.get('p')?.toLowerCase();
  if (policy === undefined)
    return error(check, `The DMARC policy of ${owner} says nothing (p=).`, 'Add p=none, or p=quarantine.');
  if (policy === 'none') {
    const hint = 'When its reports show that all your mail passes: p=quarantine, which keeps forgeries from readers.';
    return warning(check, `${owner} has a DMARC policy that only watches (p=none).`, hint);
  }
  return ok(check, `${owner} has a DMARC policy (p=${policy}), and mails keep to it.`);
}

/** The policy of a domain or of the nearest above it that has one. */
async function policyOf(names: Names, domain: string) {
  const labels = domain.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const owner = labels.slice(at).join('.');
    const texts = await names.texts(`_dmarc.${owner}`);
    if (texts === undefined) return undefined;
    const [record] = texts.filter(text => /^v=DMARC1\s*(;|$)/u.test(text));
    if (record !== undefined) return { owner, tags: readTags(record) };
  }
  return 'none';
}

// The domain that has the policy stands for the organisation: the list of public suffixes is nothing to carry along for this.
function isAligned(domain: string, from: string, owner: string, mode: string | undefined): boolean {
  if (domain === from) return true;
  return mode !== 's' && (domain === owner || domain.endsWith(`.${owner}`) || owner.endsWith(`.${domain}`));
}
