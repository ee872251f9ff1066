import { isIP } from 'node:net';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { z } from 'zod';
import { VesnikError } from '#errors.ts';

const ms = z.number().int().positive();

// What of nodemailer's options a URL may set. `logger` and `debug` are not among them: they print addresses and passwords.
const options = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).optional(),
  secure: z.boolean(),
  name: z.coerce.string().optional(),
  requireTLS: z.boolean().optional(),
  ignoreTLS: z.boolean().default(false),
  auth: z.object({ user: z.string(), pass: z.string() }).optional(),
  tls: z.object({ rejectUnauthorized: z.boolean().optional(), servername: z.string().optional() }).optional(),
  connectionTimeout: ms.default(30_000),
  greetingTimeout: ms.default(30_000),
  socketTimeout: ms.default(300_000),
  /** `slow`: nodemailer sends the messages too, not only what comes before them. */
  lane: z.enum(['fast', 'slow']).default('fast'),
});

/** Where and how the relay is spoken to. */
export interface RelayAddress extends Readonly<z.infer<typeof options>> {
  readonly requireTLS: boolean;
}

/**
 * Reads a nodemailer URL (`smtp://user:password@host:587`, `smtps://…`). STARTTLS (RFC 3207) is required unless the relay is on
 * this machine or the URL says `requireTLS=false` or `ignoreTLS=true`. Throws VesnikError (usage) `smtp-url`, which does not repeat
 * the URL: it holds a password.
 */
export function readRelayUrl(url: string): RelayAddress {
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url)) throw wrongUrl();
  const read = options.safeParse(parseConnectionUrl(url));
  if (!read.success) throw wrongUrl();
  const { requireTLS = !isLocal(read.data.host) && !read.data.ignoreTLS } = read.data;
  return { ...read.data, requireTLS };
}

/** How much of the way to the relay is encrypted, for whoever starts a mailing. `perhaps`: only if the relay offers it. */
export function encryptionOf({
  host,
  secure,
  requireTLS,
  ignoreTLS,
}: RelayAddress): 'always' | 'perhaps' | 'never' | 'local' {
  if (secure || requireTLS) return 'always';
  if (isLocal(host)) return 'local';
  return ignoreTLS ? 'never' : 'perhaps';
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function wrongUrl(): VesnikError {
  return new VesnikError({
    code: 'smtp-url',
    message: 'VESNIK_SMTP_URL is not the URL of a mail relay.',
    hint: 'For example: VESNIK_SMTP_URL=smtp://user:password@mail.example.org:587 (signs in a password percent-encoded)',
    kind: 'usage',
  });
}
