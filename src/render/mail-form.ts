/** How a subscriber wants the mail: with everything, as text alone, or with a neutral sender and subject. */
export const mailForms = ['normal', 'plain', 'discreet'] as const;

export type MailForm = (typeof mailForms)[number];
