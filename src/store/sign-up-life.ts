/** For so long a sign-up waits for its owner, from when it was first asked for; then a pending address vanishes. */
export const signUpLifeMs = 7 * 24 * 60 * 60 * 1000;

/** The link of a mail that asks somebody whether they signed up. It is good for the sign-up that was open when the mail was written, for no later one. */
export interface SignUpLink {
  /** The 16 bytes of the subscriber's reference. */
  readonly ref: Uint8Array;
  /** When the mail was written, to the second. */
  readonly mailedAt: Date;
}
