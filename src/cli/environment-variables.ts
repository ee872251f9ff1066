import { z } from 'zod';
import { readProviderConnections, readProviderRates } from './provider-limits.ts';

/** How much a service says of itself, from the one that says least. */
const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

const host = z.string().regex(/^[a-z0-9.-]+$/iu, 'a domain name is wanted, like newsletter.example.org');

function address(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      value => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `an address is wanted, like ${example}`,
    );
}

function wholeNumber(least: number, most: number) {
  const wanted = `a whole number from ${least} to ${most} is wanted`;
  return z
    .string()
    .regex(/^\d{1,6}$/u, wanted)
    .transform(Number)
    .pipe(z.number().min(least, wanted).max(most, wanted));
}

/** What each variable must look like, and what it is where it is not set. */
export const variables = z.object({
  VESNIK_ROOT: z.string().optional(),
  VESNIK_DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/u, 'file:data/vesnik.db or postgres://user@host/name is wanted')
    .default('file:data/vesnik.db'),
  VESNIK_KEY: z
    .string()
    .refine(
      value => /^[\w+/-]+=*$/u.test(value) && Buffer.from(value, 'base64').length === 32,
      '32 bytes in base64 are wanted',
    )
    .optional(),
  VESNIK_KEY_FILE: z.string().optional(),
  VESNIK_SMTP_URL: address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org').optional(),
  VESNIK_TRANSPORT: z.string().optional(),
  VESNIK_IMAP_URL: address(['imap:', 'imaps:'], 'imaps://user:password@mail.example.org/INBOX').optional(),
  VESNIK_SES_TOPIC: z
    .string()
    .regex(
      /^arn:aws(?:-cn|-us-gov)?:sns:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:[\w-]{1,256}$/u,
      'the ARN of a topic is wanted, like arn:aws:sns:eu-central-1:123456789012:newsletter',
    )
    .optional(),
  VESNIK_URL: address(['http:', 'https:'], 'https://newsletter.example.org').optional(),
  VESNIK_DKIM_DOMAIN: host.optional(),
  VESNIK_DKIM_SELECTOR: host.optional(),
  VESNIK_DKIM_KEY_FILE: z.string().optional(),
  VESNIK_DKIM_ED25519_SELECTOR: host.optional(),
  VESNIK_DKIM_ED25519_KEY_FILE: z.string().optional(),
  VESNIK_RATE: wholeNumber(0, 100_000).default(10),
  VESNIK_CONNECTIONS: wholeNumber(1, 200).default(10),
  VESNIK_PROVIDER_RATES: z.string().default('').transform(readProviderRates),
  VESNIK_PROVIDER_CONNECTIONS: z.string().default('').transform(readProviderConnections),
  VESNIK_PAUSE_SHARE: wholeNumber(0, 100).default(10),
  VESNIK_NOTICE_SMTP_URL: address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org').optional(),
  VESNIK_TRUST_PROXY: wholeNumber(0, 10).default(0),
  VESNIK_LOG: z.enum(logLevels, `one of ${logLevels.join(', ')} is wanted`).default('info'),
});
