import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect.ts';
import type { Tables } from '../schema.ts';

/** One step of the schema. Never changed once released: databases have it behind them. */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly version: number;
  readonly name: string;
  /** Speaks of the schema of its day: through `db.schema` and `sql`, not through today's Tables. */
  up(db: Kysely<Tables>, dialect: StoreDialect): Promise<void>;
}
