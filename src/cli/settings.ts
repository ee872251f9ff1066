import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProviderConnections } from '#delivery/provider-connections.ts';
import type { ProviderRates } from '#delivery/shared-pace.ts';
import { VesnikError } from '#errors.ts';
import { type LogLevel, variables } from './environment-variables.ts';
import { defaultProviderConnections, defaultProviderRates } from './provider-limits.ts';

/** The folder of Vesnik itself: package.json, src/, templates/. */
export const cloneRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/u, '');

interface SigningKeyFile {
  readonly selector: string;
  readonly keyFile: string;
}

/** What the environment says (contracts.md, Environment). Relative paths in it count from `root`. */
export interface Settings {
  /** Absolute path of the folder with content/. */
  readonly root: string;
  /** `file:/absolute/path` or `postgres://…`. */
  readonly databaseUrl: string;
  /** The master key itself in base64, or the absolute path of the file that holds it. */
  readonly key: { readonly value: string } | { readonly file: string };
  readonly smtpUrl?: string;
  /** Another way than an SMTP relay: `sendmail:/path` or the absolute path of a module. */
  readonly transport?: string;
  /** The mailbox that bounces come to. */
  readonly imapUrl?: string;
  /** The topic that Amazon SES tells of bounces, an ARN; absent: no door for it. */
  readonly sesTopic?: string;
  /** Public address of the doors without a slash at the end; absent: the newsletter's own. */
  readonly url?: string;
  readonly dkim?: SigningKeyFile & { readonly domain: string; readonly second?: SigningKeyFile };
  /** Messages a second; 0: no limit. */
  readonly rate: number;
  readonly connections: number;
  /** Messages a second to single providers, beside `rate`; 0: as fast as all mail. */
  readonly providerRates: ProviderRates;
  /** Messages to single providers that may be on their way at once; 0: as many as `connections` allow. */
  readonly providerConnections: ProviderConnections;
  /** The share of attempts that may be refused before a mailing pauses by itself, 0 to 1; 0: any. */
  readonly pauseShare: number;
  /** Another relay for the notices to the people of the newsletter. */
  readonly noticeSmtpUrl?: string;
  /** Proxies of one's own in front of the doors, of whom each adds the address that it saw; 0: none. */
  readonly trustedHops: number;
  /** How much `serve` and `worker` say of themselves. */
  readonly logLevel: LogLevel;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws a VesnikError of kind usage that names every wrong variable and never shows a value. */
export function readSettings(env: Environment): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { data, error } = variables.safeParse(given);
  if (error) throw wrongVariables(error.issues.map(issue => [String(issue.path[0] ?? 'VESNIK_ROOT'), issue.message]));
  const root = resolve(data.VESNIK_ROOT ?? cloneRoot);
  const inRoot = (path: string) => (isAbsolute(path) ? path : join(root, path));
  const { VESNIK_DKIM_DOMAIN: domain, VESNIK_DKIM_SELECTOR: selector, VESNIK_DKIM_KEY_FILE: keyFile } = data;
  if ([domain, selector, keyFile].some(part => part !== undefined) && !(domain && selector && keyFile)) {
    throw wrongVariables([['VESNIK_DKIM_DOMAIN, _SELECTOR, _KEY_FILE', 'all three are needed, or none']]);
  }
  const { VESNIK_DKIM_ED25519_SELECTOR: second, VESNIK_DKIM_ED25519_KEY_FILE: secondFile } = data;
  if ((second === undefined) !== (secondFile === undefined) || (second !== undefined && domain === undefined)) {
    throw wrongVariables([['VESNIK_DKIM_ED25519_SELECTOR, _KEY_FILE', 'both are needed, beside the key of RSA']]);
  }
  if (data.VESNIK_SMTP_URL !== undefined && data.VESNIK_TRANSPORT !== undefined) {
    throw wrongVariables([['VESNIK_SMTP_URL, VESNIK_TRANSPORT', 'one of them is wanted, mail takes one way']]);
  }
  return {
    root,
    databaseUrl: data.VESNIK_DATABASE_URL.startsWith('file:')
      ? `file:${inRoot(data.VESNIK_DATABASE_URL.slice('file:'.length))}`
      : data.VESNIK_DATABASE_URL,
    key: data.VESNIK_KEY
      ? { value: data.VESNIK_KEY }
      : { file: inRoot(data.VESNIK_KEY_FILE ?? join('keys', 'vesnik.key')) },
    ...(data.VESNIK_SMTP_URL && { smtpUrl: data.VESNIK_SMTP_URL }),
    ...(data.VESNIK_TRANSPORT && { transport: transportIn(data.VESNIK_TRANSPORT, inRoot) }),
    ...(data.VESNIK_IMAP_URL && { imapUrl: data.VESNIK_IMAP_URL }),
    ...(data.VESNIK_SES_TOPIC && { sesTopic: data.VESNIK_SES_TOPIC }),
    ...(data.VESNIK_URL && { url: data.VESNIK_URL.replace(/\/+$/u, '') }),
    ...(domain &&
      selector &&
      keyFile && {
        dkim: {
          ...{ domain, selector, keyFile: inRoot(keyFile) },
          ...(second && secondFile && { second: { selector: second, keyFile: inRoot(secondFile) } }),
        },
      }),
    rate: data.VESNIK_RATE,
    connections: data.VESNIK_CONNECTIONS,
    // Who wants no limit gets none that they did not ask for.
    providerRates: { ...(data.VESNIK_RATE > 0 && defaultProviderRates), ...data.VESNIK_PROVIDER_RATES },
    providerConnections: {
      ...(data.VESNIK_RATE > 0 && defaultProviderConnections),
      ...data.VESNIK_PROVIDER_CONNECTIONS,
    },
    pauseShare: data.VESNIK_PAUSE_SHARE / 100,
    ...(data.VESNIK_NOTICE_SMTP_URL && { noticeSmtpUrl: data.VESNIK_NOTICE_SMTP_URL }),
    trustedHops: data.VESNIK_TRUST_PROXY,
    logLevel: data.VESNIK_LOG,
  };
}

function wrongVariables(faults: readonly (readonly [variable: string, reason: string])[]): VesnikError {
  return new VesnikError({
    code: 'wrong-settings',
    message: `The environment is not right. ${faults.map(([variable, reason]) => `${variable}: ${reason}.`).join(' ')}`,
    hint: 'Set it right, or unset it to use the default. The README lists all variables.',
    kind: 'usage',
  });
}

function transportIn(text: string, inRoot: (path: string) => string): string {
  return text.startsWith('sendmail:') ? `sendmail:${inRoot(text.slice('sendmail:'.length))}` : inRoot(text);
}
