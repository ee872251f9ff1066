export const subscriberStates = ['pending', 'active', 'unsubscribed', 'bounced', 'complained'] as const;
export type SubscriberState = (typeof subscriberStates)[number];

/** `plain`: text only. `discreet`: neutral sender name and subject. */
export const forms = ['normal', 'plain', 'discreet'] as const;
export type Form = (typeof forms)[number];
