import type { PaceScope } from '#store/paces.ts';
import type { Provider } from '#store/provider.ts';

// How the servers of providers sign their answers, whichever relay hands them on. The domain of the recipient is hidden in a
// redacted answer; as part of a host's name it still says whose words these are.
const signatures: readonly (readonly [Provider, RegExp])[] = [
  ['google', /\bgoogle|\bgmail|gsmtp\b/i],
  ['microsoft', /outlook|hotmail|microsoft|office ?365|\bRP-00\d\b|\(S\d{3,5}\)|\b4\.7\.(?:5|6)\d\d\b/i],
  ['yahoo', /yahoo|\bTSS?\d\d\b|\[(?:RL|BL|GL)\d\d\]|\baol\b/i],
  ['apple', /icloud|\bapple\b|proofpoint|\bme\.com\b/i],
  ['mailru', /mail\.ru|mailru|list\.ru/i],
  ['yandex', /yandex/i],
  ['proton', /proton/i],
];
const hiddenHost = /[./]\[hidden\]|\[hidden\]\//;

// About one mailbox (full, slow, greylisted), not about how fast we send.
const ofMailbox = /^4\d\d 4\.[12]\.\d|gr[ae]y ?list|mailbox (?:is )?full|over ?quota/i;
const ofRelay =
  /from your (?:ip|host|account|domain)|your (?:account|plan|quota|sending)|sending (?:limit|quota|rate)|too many connections|daily|hourly|max(?:imum)? (?:send|message) rate|throttling failure|insufficient (?:system )?storage|queue/i;
const ofPace = /rate|too (?:many|much|fast)|thrott|limit|slow down|deferred|unsolicited|busy|overload|try again later/i;

/**
 * Whose pace an answer is about; undefined: nobody's. Most relays queue what they take, so what they put off is about us as a whole,
 * unless the words are a provider's own. 421 closes the connection to everybody (RFC 5321, 3.8); 450, 451, 452 with a policy's code
 * (4.7.x, RFC 3463, 3.8) or words about pace, in answer to one recipient, are about the provider of that one.
 */
export function paceOf(answer: string, provider: Provider): PaceScope | undefined {
  const [, code = '', enhanced = ''] = /^(4\d\d)(?:[ -](4\.\d{1,3}\.\d{1,3}))?/.exec(answer) ?? [];
  if (!['421', '450', '451', '452'].includes(code) || ofMailbox.test(answer)) return undefined;
  const signed = signatures.find(([, signature]) => signature.test(answer))?.[0];
  if (code !== '421' && !enhanced.startsWith('4.7.') && !ofPace.test(answer) && !ofRelay.test(answer)) return undefined;
  if (signed !== undefined) return signed;
  if (hiddenHost.test(answer)) return provider;
  return code === '421' || ofRelay.test(answer) ? 'all' : provider;
}

/** `unknown`: there is no such mailbox or domain; `other`: policy, content, reputation, and whatever else is for good. */
export type Refusal = 'unknown' | 'other';

// RFC 3463, 3.2 and 3.3: 5.1.x is about the address, 5.2.1 a mailbox that takes no mail.
const noMailbox =
  /^5\d\d 5\.(?:1\.[1-6]|1\.10|2\.1|4\.4)\b|(?:user|mailbox|recipient|account|address)(?:[^.]{0,40})(?:unknown|not found|does ?n[o']t exist|no longer|disabled|inactive)|(?:unknown|no such|invalid|unrouteable) (?:user|mailbox|recipient|account|address)/i;
const ofUs = /\b5\.7\.\d|spam|block|blacklist|denied|policy|reputation|dmarc|spf|dkim/i;

/** What an answer for good is about; undefined for what we ourselves did not send, and for any other answer. */
export function refusalOf(answer: string): Refusal | undefined {
  if (!/^5\d\d[ -]/.test(answer)) return undefined;
  return noMailbox.test(answer) && !ofUs.test(answer) ? 'unknown' : 'other';
}
