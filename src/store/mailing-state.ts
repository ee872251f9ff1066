/**
 * `freezing`: its deliveries are being written, nobody else sees it · `scheduled`: approved, due later · `approved`: due ·
 * `sending`: a worker has taken rows · `paused` · `sent`: nothing is queued, deferred or on the wire · `cancelled`.
 */
export const mailingStates = ['freezing', 'scheduled', 'approved', 'sending', 'paused', 'sent', 'cancelled'] as const;
export type MailingState = (typeof mailingStates)[number];
