import type { DkimSettings } from './dkim.ts';
import type { MailPlace } from './personal-message.ts';
import type { ProviderConnections } from './provider-connections.ts';
import type { SessionLimits } from './session.ts';
import type { ProviderRates } from './shared-pace.ts';
import type { Relay } from './transport-address.ts';

/** What whoever sends must know of the way and of the newsletter. */
export interface WorkerSettings extends MailPlace {
  /** `readRelayUrl(VESNIK_SMTP_URL)` or `readTransport(VESNIK_TRANSPORT)` */
  readonly relay: Relay;
  readonly connections: number;
  /** Messages a second; 0: no limit. */
  readonly rate: number;
  /** Messages a second to single providers. */
  readonly providerRates?: ProviderRates;
  /** Messages to single providers that may be on their way at once. */
  readonly providerConnections?: ProviderConnections;
  /** The share of attempts that may be refused before a mailing pauses by itself, 0 to 1; absent or 0: any. */
  readonly pauseShare?: number;
  /** Absent: unsigned. */
  readonly dkim?: DkimSettings;
  readonly limits?: SessionLimits;
}
