import type { Email } from 'postal-mime';
import type { Version } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { headerValue, parseMail, type ReceivedMail } from '../inbox/received-mail.ts';
import type { SampleSubscriber } from './sample-subscribers.ts';

interface Verification {
  readonly people: readonly SampleSubscriber[];
  readonly selections: readonly Selection[];
  /** All that arrived. */
  readonly mails: readonly ReceivedMail[];
  /** Public address of the doors. */
  readonly doorsUrl: string;
}

/** What is wrong with what arrived, in sentences; empty: everybody got exactly one mail, with the right language of every piece. */
export async function verifyMails({ people, selections, mails, doorsUrl }: Verification): Promise<string[]> {
  const faults: string[] = [];
  const byAddress = Map.groupBy(mails, ({ envelope }) => envelope.to.join(', '));
  const links = new Set<string>();
  for (const person of people) {
    const got = byAddress.get(person.address) ?? [];
    const [mail] = got;
    const who = `${person.address} (${person.list}, ${person.form})`;
    if (mail === undefined || got.length > 1) {
      faults.push(`${who} got ${got.length} mails instead of one.`);
      continue;
    }
    const email = await parseMail(mail.source);
    const selection = selections.find(({ list }) => list.id === person.list);
    if (email === undefined || selection === undefined) faults.push(`${who} got a mail that cannot be read.`);
    else faults.push(...mailFaults(email, person, selection).map(fault => `${who}: ${fault}`));
    const link = /<(https?:[^>]+)>/u.exec(headerValue(email, 'list-unsubscribe'))?.[1] ?? '';
    if (!link.startsWith(`${doorsUrl}/u/`) || links.has(link))
      faults.push(`${who} has no unsubscribe link of their own.`);
    links.add(link);
  }
  const known = new Set(people.map(({ address }) => address));
  const strangers = [...byAddress.keys()].filter(address => !known.has(address));
  return [...faults, ...strangers.map(address => `${address} got a mail and is no sample subscriber.`)];
}

function mailFaults(email: Email, { list, form }: SampleSubscriber, selection: Selection): string[] {
  const faults = partFaults('text', plain(email.text ?? ''), selection);
  if (form === 'plain' ? email.html !== undefined : email.html === undefined) {
    faults.push(`the form ${form} ${form === 'plain' ? 'has' : 'lacks'} an HTML part.`);
  }
  if (email.html !== undefined) faults.push(...partFaults('HTML', plain(withoutTags(email.html)), selection));
  if (!headerValue(email, 'list-id').includes(`<${list}.`)) faults.push('the List-Id names another list.');
  const wanted = [...new Set([selection.list.interface, ...selection.pieces.map(({ version }) => version.language)])];
  const found = headerValue(email, 'content-language').split(', ');
  if (wanted.sort().join() !== found.sort().join()) faults.push(`Content-Language is ${found}, wanted ${wanted}.`);
  return faults;
}

/** Each piece must stand there in the language that the list takes, whole, and in no other. */
function partFaults(part: string, words: string, { pieces }: Selection): string[] {
  return pieces.flatMap(({ commentary, version }) => {
    const others = Object.values(commentary.versions).filter(({ language }) => language !== version.language);
    return [
      ...(words.includes(plain(version.title))
        ? []
        : [`${commentary.id} is not in the ${part} in ${version.language}.`]),
      ...(words.includes(firstWords(version)) ? [] : [`The words of ${commentary.id} are not in the ${part}.`]),
      ...others
        .filter(({ title }) => title !== version.title && words.includes(plain(title)))
        .map(({ language }) => `${commentary.id} is in the ${part} in ${language} too.`),
    ];
  });
}

/** The beginning of the lead paragraph: in a mail it stands word for word. */
function firstWords({ summary }: Version): string {
  return plain(summary).split(' ').slice(0, 6).join(' ');
}

/** Words alone: every kind of blank is one space, soft hyphens are gone. */
function plain(text: string): string {
  return text
    .replaceAll(/\u00ad/gu, '')
    .replaceAll(/[\s\u00a0\u202f]+/gu, ' ')
    .trim();
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(style|title)[^>]*>.*?<\/\1>/gsu, ' ')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/giu, (_, hex: string | undefined, decimal: string | undefined) =>
      String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
