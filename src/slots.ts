/**
 * What differs from one recipient to the next inside a mail's body. Render writes `placeholder` where the value belongs,
 * delivery puts a value of exactly `width` ASCII characters in its place, so no byte after a slot ever moves.
 * A placeholder is letters only: HTML, URL and quoted-printable encoding leave it as it is.
 */
export interface Slot {
  readonly name: SlotName;
  /** Characters (all ASCII, so also bytes) of both placeholder and value. */
  readonly width: number;
  readonly placeholder: string;
}

export type SlotName = 'unsubscribeToken' | 'preferencesToken';

/** A personal link's token in base64url: 45 bytes (keys/link-token.ts). */
const linkTokenWidth = 60;

export const slots = {
  unsubscribeToken: slot('unsubscribeToken', linkTokenWidth),
  preferencesToken: slot('preferencesToken', linkTokenWidth),
} as const satisfies Record<SlotName, Slot>;

/**
 * Stands where a mail of the outbox gets the token of its link to confirm. No slot: what is mailed to a list must never hold one, so
 * nothing fills it there.
 */
export const confirmPlaceholder = 'SLOTxconfirmTokenx'.padEnd(linkTokenWidth, 'qZ');

/** The same for the link to somebody's data. */
export const dataPlaceholder = 'SLOTxdataTokenx'.padEnd(linkTokenWidth, 'qZ');

/** One value for each slot. */
export type SlotValues = Readonly<Record<SlotName, string>>;

/** The text with every placeholder replaced. Throws a RangeError when a value has not its slot's width. */
export function fillSlots(text: string, values: SlotValues): string {
  return Object.values(slots).reduce((filled, { name, width, placeholder }) => {
    const value = values[name];
    if (value.length !== width) throw new RangeError(`slot ${name} takes ${width} characters, got ${value.length}`);
    return filled.replaceAll(placeholder, () => value);
  }, text);
}

function slot(name: SlotName, width: number): Slot {
  return { name, width, placeholder: `SLOTx${name}x`.padEnd(width, 'qZ') };
}
