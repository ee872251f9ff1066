/** See contracts.md, Mailings, variants, deliveries. */
export const deliveryStates = ['queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How many deliveries are in each state. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

export function noDeliveries(): Record<DeliveryState, number> {
  return { queued: 0, sending: 0, sent: 0, deferred: 0, failed: 0, uncertain: 0, cancelled: 0 };
}
