import type { Finding } from './finding.ts';
import { findingAt } from './finding.ts';

/** Asks an address; only the status is read. Node's `fetch` fits. */
type Fetch = (
  address: string,
  init: { readonly method: string; readonly signal: AbortSignal; readonly redirect: 'manual' },
) => Promise<Pick<Response, 'status' | 'body'>>;

interface WebLook {
  /** What mails link to and show, as they have it. */
  readonly addresses: readonly string[];
  /** Only addresses that begin with this are asked: the newsletter's own site. */
  readonly base: string;
  /** Where findings are said to be. */
  readonly file: string;
  readonly fetch: Fetch;
  readonly timeoutMs?: number;
}

const atOnce = 8;
/** Beyond this the rest is a number: a site that is not there fails for every page. */
const mostShown = 10;

/** Addresses of a mail that are personal or only act: nobody may ask them before sending. */
const doors = /^\/[upc]\//u;

/** Asks every page and picture of the newsletter's own site for a 200. Whatever else it answers is an error. */
export async function lookAtWeb({ file, ...look }: WebLook): Promise<Finding[]> {
  const silent = await missingPages(look);
  const findings = silent.slice(0, mostShown).map(({ address, fault }) =>
    findingAt(file, {
      rule: 'page-missing',
      severity: 'error',
      message: `A mail leads to ${address}, and it ${fault}.`,
      hint: 'Build the site (npx vesnik build) and publish dist/ first. To mail without this look: --skip web',
    }),
  );
  const rest = silent.length - findings.length;
  if (rest === 0) return findings;
  return [
    ...findings,
    findingAt(file, {
      rule: 'page-missing',
      severity: 'error',
      message: `So do ${rest} other addresses of the same site.`,
      hint: 'Publish the site first.',
    }),
  ];
}

/**
 * Asks every address that is not of the newsletter's own site, and warns of those that lead nowhere. A host that does not let us look
 * (401, 403, 429), or leads on, is there.
 */
export async function lookAtOthers({
  addresses,
  base,
  doorsUrl,
  file,
  ...asking
}: WebLook & { /** Links there are personal. */ readonly doorsUrl: string }): Promise<Finding[]> {
  const isThere = (fault: string): boolean => /^answers (?:2|3|401|403|405|429)/u.test(fault);
  const silent = await faultsOf(
    distinct(addresses).filter(address => !isOwn(address, base) && !isOwn(address, doorsUrl)),
    asking,
  );
  return silent
    .filter(({ fault }) => !isThere(fault))
    .map(({ address, fault }) =>
      findingAt(file, {
        rule: 'link-silent',
        severity: 'warning',
        message: `The letter leads to ${address}, and from here it ${fault}.`,
        hint: 'Open it in a browser: is it the address that readers are to have?',
      }),
    );
}

/** Addresses of the newsletter's own site that answer anything but 200, with what is wrong: `answers 404`, `cannot be reached`. */
export async function missingPages({
  addresses,
  base,
  ...asking
}: Omit<WebLook, 'file'>): Promise<{ readonly address: string; readonly fault: string }[]> {
  const own = distinct(addresses).filter(address => isOwn(address, base) && !doors.test(address.slice(base.length)));
  return faultsOf(own, asking);
}

function distinct(addresses: readonly string[]): string[] {
  return [...new Set(addresses.map(address => address.replace(/#.*$/u, '')))];
}

function isOwn(address: string, base: string): boolean {
  return address === base || address.startsWith(`${base}/`);
}

async function faultsOf(
  addresses: readonly string[],
  { fetch, timeoutMs = 15_000 }: Pick<WebLook, 'fetch' | 'timeoutMs'>,
): Promise<{ readonly address: string; readonly fault: string }[]> {
  const answers = new Map<string, string | undefined>();
  const waiting = [...addresses];
  const ask = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      answers.set(address, await faultOf(address, fetch, timeoutMs));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return addresses.flatMap(address => {
    const fault = answers.get(address);
    return fault === undefined ? [] : [{ address, fault }];
  });
}

async function faultOf(address: string, fetch: Fetch, timeoutMs: number): Promise<string | undefined> {
  try {
    const asked = await fetch(address, { method: 'GET', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    await asked.body?.cancel();
    return asked.status === 200 ? undefined : `answers ${asked.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'does not answer' : 'cannot be reached';
  }
}
