import type { Database } from '#store/database.ts';
import { outboxState } from '#store/outbox-state.ts';
import { ourSchemaVersion, schemaVersion } from '#store/schema-version.ts';
import { outboxHint, outboxReport } from '../outbox-report.ts';
import { type Diagnosis, ok, warning } from './diagnosis.ts';

/** Whether the mails of the doors go out. Nothing is said of a database whose schema is not ours. */
export async function checkOutbox(database: Database, now: Date): Promise<Diagnosis[]> {
  if ((await schemaVersion(database)) !== ourSchemaVersion) return [];
  const { said, isLate } = outboxReport(await outboxState(database), now);
  return [isLate ? warning('outbox.waiting', said, outboxHint) : ok('outbox.waiting', said)];
}
