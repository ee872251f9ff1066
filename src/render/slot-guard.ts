import { VesnikError } from '#errors.ts';
import { confirmPlaceholder, dataPlaceholder, type SlotName, slots } from '#slots.ts';

const doors = { unsubscribeToken: 'u', preferencesToken: 'p' } as const satisfies Record<SlotName, string>;

/**
 * Holds that placeholders stand in our own links only. One in an editor's words or link would be filled with each reader's
 * token, and a link would carry it to whoever it leads to. `source`: all the words and trees that a mail is drawn from. Throws
 * VesnikError `slot-in-content`.
 */
export function guardSource(source: unknown): void {
  const words = JSON.stringify(source);
  if (words.includes(confirmPlaceholder) || words.includes(dataPlaceholder)) throw slotInContent();
  if (Object.values(slots).some(({ placeholder }) => words.includes(placeholder))) throw slotInContent();
}

/** The same for what was drawn: words that were apart in the tree may have met. */
export function guardDrawn(drawn: string, doorsUrl: string): void {
  for (const { name, placeholder } of Object.values(slots)) {
    const ours = `${doorsUrl}/${doors[name]}/`;
    const [first = '', ...others] = drawn.split(placeholder);
    const before = [first, ...others.slice(0, -1)];
    if (others.length > 0 && before.some(text => !text.endsWith(ours))) throw slotInContent();
  }
}

function slotInContent(): VesnikError {
  return new VesnikError({
    code: 'slot-in-content',
    message:
      'The content holds a text that Vesnik keeps for the personal links of mails. It would show each reader’s own.',
    hint: 'Search content/ for `SLOTx` and take it out.',
  });
}
