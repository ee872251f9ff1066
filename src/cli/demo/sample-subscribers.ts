import { type Form, forms } from '#store/subscriber-state.ts';

/** Somebody who does not exist. */
export interface SampleSubscriber {
  readonly address: string;
  readonly list: string;
  readonly form: Form;
}

/** Domains that belong to nobody (RFC 2606). */
const domains = ['example.org', 'example.net', 'example.com', 'mail.example.org', 'post.test'];

/** Local parts as people have them: dots, plus signs, capitals, signs that must not break an envelope. */
const spellings = [
  (name: string) => name,
  (name: string) => `${name}.reader`,
  (name: string) => `${name}+news`,
  (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  (name: string) => `o'${name}_x`,
];

/**
 * Sample subscribers of lists, the same every time: `perList` of each, taking all forms in turn. One in four has a form
 * other than the normal one.
 */
export function* sampleSubscribers(lists: readonly string[], perList: number): Generator<SampleSubscriber> {
  for (let number = 1; number <= perList; number += 1) {
    for (const list of lists) {
      const spell = spellings[number % spellings.length] ?? spellings[0];
      const domain = domains[number % domains.length] ?? 'example.org';
      const name = `${list.replaceAll(/[^a-z0-9]/gu, '')}${number}`;
      yield { address: `${spell?.(name) ?? name}@${domain}`, list, form: formOf(number) };
    }
  }
}

function formOf(number: number): Form {
  if (number % 4 !== 0) return 'normal';
  return forms[1 + ((number / 4) % 2)] ?? 'normal';
}
