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

/** Addresses of the newsletter's own site that answer anything but 200, with what is wrong: `answers 404`, `cannot be reached`. */
export async function missingPages({
  addresses,
  base,
  fetch,
  timeoutMs = 15_000,
}: Omit<WebLook, 'file'>): Promise<{ readonly address: string; readonly fault: string }[]> {
  const own = [...new Set(addresses.map(address => address.replace(/#.*$/u, '')))].filter(
    address => (address === base || address.startsWith(`${base}/`)) && !doors.test(address.slice(base.length)),
  );
  const answers = new Map<string, string | undefined>();
  const waiting = [...own];
  const ask = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      answers.set(address, await faultOf(address, fetch, timeoutMs));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return own.flatMap(address => {
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
