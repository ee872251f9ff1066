import { createHmac } from 'node:crypto';

/** Who may log in to the relay of the tests, and how; absent: PLAIN. */
export interface Login {
  readonly user: string;
  readonly pass: string;
  readonly mechanism?: 'PLAIN' | 'LOGIN' | 'CRAM-MD5';
}

const welcome = '235 2.7.0 welcome';
const challenge = '<1896.697170952@relay.test>';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const text = (encoded: string): string => Buffer.from(encoded, 'base64').toString();

/** One login (RFC 4954), from the line with AUTH to its last answer. `refusal`: what is said to a wrong one. */
export function loginDialogue(
  wanted: Login | undefined,
  refusal: (command: string) => string = () => '535 5.7.8 that is wrong',
) {
  const mechanism = wanted?.mechanism ?? 'PLAIN';
  let heard: string[] = [];
  let isOpen = true;
  const end = (isRight: boolean, line: string): string => {
    isOpen = false;
    return isRight ? welcome : refusal(line);
  };
  return {
    isOpen: () => isOpen,
    answerTo: (line: string): string => {
      heard.push(line);
      const [, , initial] = heard[0]?.split(' ') ?? [];
      if (mechanism === 'PLAIN') {
        const [, user, pass] = text(initial ?? '').split('\0');
        return end(wanted !== undefined && user === wanted.user && pass === wanted.pass, line);
      }
      if (mechanism === 'CRAM-MD5') {
        if (heard.length === 1) return `334 ${base64(challenge)}`;
        const proof = createHmac('md5', wanted?.pass ?? '')
          .update(challenge)
          .digest('hex');
        return end(text(line) === `${wanted?.user} ${proof}`, line);
      }
      const said = [...(initial === undefined ? [] : [initial]), ...heard.slice(1)].map(text);
      if (said.length < 2) return `334 ${base64(said.length === 0 ? 'Username:' : 'Password:')}`;
      heard = [];
      return end(said[0] === wanted?.user && said[1] === wanted?.pass, line);
    },
  };
}
