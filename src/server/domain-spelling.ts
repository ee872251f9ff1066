import { otherDomains, wellKnownDomains } from './mail-domains.ts';

// With one letter of a shorter name wrong (`me.com`, `ya.ru`), somebody else's domain is as likely.
const shortestName = 3;
// Names that only one provider has: another ending is a slip, though somebody may have registered it.
const soleEndings: Readonly<Record<string, string>> = {
  gmail: 'gmail.com',
  icloud: 'icloud.com',
  protonmail: 'protonmail.com',
};

const known = new Set([...wellKnownDomains, ...otherDomains]);

/**
 * The well-known domain that was probably meant: one letter too many, too few, wrong, or two swapped (`gmial.com`, `yandex.r`,
 * `mail.ry`). Undefined where the domain is well known itself or like none. Ask, never correct.
 */
export function likelyDomain(domain: string): string | undefined {
  if (known.has(domain)) return undefined;
  const [name = '', ...rest] = domain.split('.');
  const sole = rest.length === 1 && Object.hasOwn(soleEndings, name) ? soleEndings[name] : undefined;
  return sole ?? wellKnownDomains.find(each => each.indexOf('.') >= shortestName && isOneSlipAway(domain, each));
}

function isOneSlipAway(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let at = 0;
  while (written[at] === meant[at]) at += 1;
  const [left, right] = [written.slice(at), meant.slice(at)];
  const isSwapped = left[0] === right[1] && left[1] === right[0] && left.length > 1 && left.slice(2) === right.slice(2);
  return isSwapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
}
