import type { Database } from '#store/database.ts';
import { outboxState } from '#store/outbox-state.ts';
import { ourSchemaVersion, schemaVersion } from '#store/schema-version.ts';
import { counted, spanOf } from '../output.ts';
import { type Diagnosis, ok, warning } from './diagnosis.ts';

// `serve` looks every second; a relay that greylists takes a few minutes.
const longMinutes = 15;

/** Whether the mails of the doors go out. Nothing is said of a database whose schema is not ours. */
export async function checkOutbox(database: Database, now: Date): Promise<Diagnosis[]> {
  if ((await schemaVersion(database)) !== ourSchemaVersion) return [];
  const { waiting, putOff, oldest } = await outboxState(database);
  if (oldest === undefined) return [ok('outbox.waiting', 'No confirmation or welcome waits to be sent.')];
  const minutes = Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 60_000));
  const said = `${counted(waiting, 'mail', 'mails')} of the doors wait, ${putOff} of them tried before, the oldest for ${spanOf(minutes)}.`;
  if (minutes < longMinutes) return [ok('outbox.waiting', said)];
  const hint =
    'Does serve or worker run with VESNIK_SMTP_URL? What the relay says is in their log. After seven days such a mail is given up.';
  return [warning('outbox.waiting', said, hint)];
}
