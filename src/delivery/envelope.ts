export interface Envelope {
  /** Envelope sender, one bare ASCII address (VERP). */
  readonly from: string;
  /** One bare address, as `parseAddress` gives it. */
  readonly to: string;
}
