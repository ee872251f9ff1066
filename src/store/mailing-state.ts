/**
 * `freezing`: its deliveries are being written, nobody else sees it · `scheduled`: approved, due later · `approved`: due ·
 * `sending`: a worker has taken rows · `paused` · `sent`: nothing is queued, deferred or on the wire · `cancelled`.
 */
export type MailingState = 'freezing' | 'scheduled' | 'approved' | 'sending' | 'paused' | 'sent' | 'cancelled';
