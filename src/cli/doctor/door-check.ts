import { connect } from 'node:tls';
import { type Diagnosis, error, ok, unknown, warning } from './diagnosis.ts';

const patienceMs = 5000;
const dayMs = 86_400_000;

/** Asks the doors from outside, as a mail provider does: that they are there, and that leaving with one click works. */
export async function checkDoors(publicUrl: string, now: Date): Promise<Diagnosis[]> {
  const isUp = await healthOf(publicUrl);
  if (isUp.state !== 'ok') return [isUp];
  return [isUp, await oneClickOf(publicUrl), ...(await certificateOf(publicUrl, now))];
}

async function healthOf(publicUrl: string): Promise<Diagnosis> {
  const check = 'doors.reach';
  const hint = 'Start npx vesnik serve, and look at the proxy in front of it (docs/deployment.md).';
  const answer = await ask(`${publicUrl}/healthz`, 'GET');
  if (answer instanceof Error) return error(check, `${publicUrl} does not answer: ${reasonOf(answer)}.`, hint);
  if (answer.status === 200) return ok(check, `${publicUrl} answers.`);
  return error(check, `${publicUrl}/healthz answers ${answer.status} instead of 200.`, hint);
}

// Nobody has this link, so nobody is unsubscribed. The right answer says so at once, without a redirect (RFC 8058, 3.1).
async function oneClickOf(publicUrl: string): Promise<Diagnosis> {
  const check = 'doors.one-click';
  const answer = await ask(`${publicUrl}/u/${'A'.repeat(43)}`, 'POST');
  if (answer instanceof Error)
    return error(check, `Leaving with one click does not work: ${reasonOf(answer)}.`, 'Let the proxy pass POST /u/.');
  if (answer.status === 404 && answer.headers.get('cache-control')?.includes('no-store')) {
    return ok(check, 'Leaving with one click is answered by the doors.');
  }
  const isMoved = answer.status >= 300 && answer.status < 400;
  return error(
    check,
    isMoved
      ? `POST ${publicUrl}/u/… is redirected: mail providers do not follow that, so nobody can leave with one click.`
      : `POST ${publicUrl}/u/… is answered with ${answer.status}, not by the doors.`,
    isMoved ? 'Set VESNIK_URL to the address that it is redirected to.' : 'Let the proxy pass /u/ to npx vesnik serve.',
  );
}

async function certificateOf(publicUrl: string, now: Date): Promise<Diagnosis[]> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (protocol !== 'https:') return [];
  const check = 'doors.certificate';
  const until = await expiryOf(hostname, port === '' ? 443 : Number(port));
  if (until === undefined) return [unknown(check, 'Its certificate cannot be read.')];
  const days = Math.floor((until.getTime() - now.getTime()) / dayMs);
  const message = `Its certificate ends in ${days} days, on ${until.toISOString().slice(0, 10)}.`;
  return [
    days >= 14 ? ok(check, message) : warning(check, message, 'Renew it, and see why that did not happen by itself.'),
  ];
}

function expiryOf(host: string, port: number): Promise<Date | undefined> {
  return new Promise(resolve => {
    const socket = connect({ host, port, servername: host, timeout: patienceMs }, () => {
      const { valid_to: until } = socket.getPeerCertificate();
      socket.destroy();
      resolve(until === undefined ? undefined : new Date(until));
    });
    const giveUp = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.on('error', giveUp).on('timeout', giveUp);
  });
}

async function ask(url: string, method: 'GET' | 'POST'): Promise<Response | Error> {
  const body = method === 'POST' ? new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) : null;
  try {
    const answer = await fetch(url, { method, body, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

// `fetch failed` has the reason inside.
function reasonOf({ message, cause, name }: Error): string {
  if (name === 'TimeoutError') return `no answer within ${patienceMs / 1000} s`;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
