import { sql } from 'kysely';
import type { DeliveryState } from './delivery-state.ts';

/** SQL: how a delivery ends that is not on the wire and will not be sent any more. One that was sent once more may have arrived before. */
export const endUnsent = sql<DeliveryState>`case when may_have_arrived = 1 then 'uncertain' else 'cancelled' end`;
