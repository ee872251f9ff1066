/** Large providers by name, for pace and reports; everybody else is `other`, so that a small domain singles out nobody. */
export const providers = ['google', 'microsoft', 'yahoo', 'apple', 'mailru', 'yandex', 'proton', 'other'] as const;
export type Provider = (typeof providers)[number];

const domains: ReadonlyMap<string, Provider> = new Map([
  ...named('google', ['gmail.com', 'googlemail.com']),
  ...named('microsoft', ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.co.uk', 'outlook.de']),
  ...named('yahoo', ['yahoo.com', 'ymail.com', 'rocketmail.com', 'yahoo.co.uk', 'yahoo.de', 'yahoo.fr', 'aol.com']),
  ...named('apple', ['icloud.com', 'me.com', 'mac.com']),
  ...named('mailru', ['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru']),
  ...named('yandex', ['yandex.ru', 'ya.ru', 'yandex.by', 'yandex.com', 'yandex.ua', 'yandex.kz', 'tut.by']),
  ...named('proton', ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me']),
]);

/** The provider of a domain in lower-case ASCII. */
export function providerOf(domain: string): Provider {
  return domains.get(domain) ?? 'other';
}

function named(provider: Provider, names: readonly string[]): [string, Provider][] {
  return names.map(name => [name, provider]);
}
