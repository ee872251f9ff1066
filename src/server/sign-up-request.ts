import { domainToUnicode } from 'node:url';
import type { Language } from '#i18n/languages.ts';
import { type AddressProblem, parseAddress } from '#keys/address.ts';
import { matchList } from '#store/list-matching.ts';
import { likelyDomain } from './domain-spelling.ts';
import type { DoorList } from './door-list.ts';

/** What is wrong with a field; `joining.answer.problem` has the words. */
type FieldProblem = 'empty' | 'sign' | 'several' | 'local' | 'letters' | 'domain' | 'long' | 'unseen' | 'list';

/** What is worth asking before anything is sent. The answer `no, it is right` comes back as `sure`. */
type Question =
  | { readonly about: 'spelling'; readonly address: string; readonly instead: string }
  | { readonly about: 'provider'; readonly address: string; readonly domain: string };

/** A form, or the JSON of a program, as it was understood. */
interface SignUpRequest {
  /** As it was written, for the form that is shown again. */
  readonly email: string;
  readonly list: DoorList | undefined;
  readonly language: Language;
  readonly words: string | undefined;
  /** A field that no person sees was filled in. */
  readonly isTrapped: boolean;
  /** Questions that were answered before. */
  readonly settled: readonly string[];
  readonly problems: { readonly email?: FieldProblem; readonly list?: FieldProblem };
  /** One mailbox, as `parseAddress` gives it; undefined where it cannot be read. */
  readonly address: string | undefined;
  readonly question: Question | undefined;
}

interface Setting {
  readonly lists: readonly DoorList[];
  readonly languages: readonly Language[];
  /** The reader's, where the form does not say. */
  readonly otherwise: Language;
  /** Versions of the words that stand by the forms at present: nobody agreed to others. */
  readonly words: readonly string[];
  /** Domains in lower-case ASCII that the newsletter has named. */
  readonly safetyDomains: readonly string[];
  /** Whether mail can be sent where the part before @ is not ASCII. */
  readonly takesAllLetters: boolean;
}

// One more than an address may have, so that it is called too long.
const longestEmail = 1001;

/** Reads what was sent to `/subscribe`; anything may stand in it. */
export function readSignUp(fields: ReadonlyMap<string, string>, setting: Setting): SignUpRequest {
  const { lists, languages, otherwise, safetyDomains, takesAllLetters } = setting;
  const words = setting.words.find(version => version === fields.get('words'));
  const email = (fields.get('instead') ?? fields.get('email') ?? '').slice(0, longestEmail);
  const named = fields.get('language');
  const language = languages.find(each => each === named) ?? otherwise;
  const wished = fields.get('list') ?? named;
  const id = wished === undefined ? undefined : matchList(wished.slice(0, 100), lists);
  const list = lists.find(each => each.id === id);
  const parsed = parseAddress(email);
  const settled = `${fields.get('settled') ?? ''},${fields.get('sure') ?? ''}`
    .slice(0, 100)
    .split(',')
    .filter(each => each === 'spelling' || each === 'provider');
  return {
    ...{ email, list, language, settled },
    words,
    isTrapped: (fields.get('website') ?? '') !== '',
    problems: {
      ...(!parsed.ok && { email: problemOf(parsed.problem, email) }),
      // By its letters alone, whoever it belongs to.
      ...(parsed.ok && parsed.address.needsSmtpUtf8 && !takesAllLetters && { email: 'letters' as const }),
      ...(list === undefined && { list: 'list' as const }),
    },
    address: parsed.ok ? parsed.address.text : undefined,
    question: parsed.ok ? questionAbout(parsed.address, settled, safetyDomains) : undefined,
  };
}

function problemOf(problem: AddressProblem, email: string): FieldProblem {
  switch (problem) {
    case 'empty':
      return 'empty';
    case 'too-long':
      return 'long';
    case 'control-character':
      return 'unseen';
    case 'not-one-address':
      return email.includes('@') ? 'several' : 'sign';
    default:
      return problem;
  }
}

function questionAbout(
  { local, domain }: { readonly local: string; readonly domain: string },
  settled: readonly string[],
  safetyDomains: readonly string[],
): Question | undefined {
  const meant = settled.includes('spelling') ? undefined : likelyDomain(domain);
  if (meant !== undefined) return { about: 'spelling', address: shown(local, domain), instead: `${local}@${meant}` };
  const isNamed = safetyDomains.some(named => domain === named || domain.endsWith(`.${named}`));
  if (!isNamed || settled.includes('provider')) return undefined;
  return { about: 'provider', address: shown(local, domain), domain: domainToUnicode(domain) };
}

function shown(local: string, domain: string): string {
  return `${local}@${domainToUnicode(domain)}`;
}
