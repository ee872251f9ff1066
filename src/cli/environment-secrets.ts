import type { Environment } from './settings.ts';

/** The values in an environment that must never be printed, whether or not the rest of it is right. */
export function secretsOf(env: Environment): string[] {
  const passwords = [env.VESNIK_SMTP_URL, env.VESNIK_NOTICE_SMTP_URL, env.VESNIK_IMAP_URL, env.VESNIK_DATABASE_URL]
    .map(value => (value && URL.canParse(value) ? new URL(value) : undefined))
    .flatMap(url => (url ? [url.password, decoded(url.password)] : []));
  return [...new Set([env.VESNIK_KEY ?? '', ...passwords])].filter(secret => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
