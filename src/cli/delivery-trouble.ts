import { VesnikError } from '#errors.ts';
import { databaseTrouble } from '#store/database-errors.ts';

/**
 * A failure on the way of a delivery, as it is to be told: where the database failed, mails may have gone already, so it is
 * kind `partly` and says how to go on. Any other failure as it is. `issue`: the one mailing; absent: whatever a worker delivers.
 */
export function deliveryTrouble(failure: unknown, issue?: string): unknown {
  const trouble = databaseTrouble(failure);
  if (trouble === undefined) return failure;
  const goOn = issue === undefined ? 'npx vesnik worker' : `npx vesnik resume ${issue}`;
  return new VesnikError({
    code: trouble.code,
    message: `${trouble.message} The delivery has stopped on the way: some mails may have gone.`,
    hint: `To see how far it came: npx vesnik status${issue === undefined ? '' : ` ${issue}`}\nWhen the database can be written to again, go on: ${goOn}\nNobody gets it twice: what was on the wire is counted as uncertain and is not repeated by itself.`,
    kind: 'partly',
    cause: failure,
  });
}
