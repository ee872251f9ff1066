/**
 * A mail that somebody's own step asks for. `confirm`: is it you who signed up? `known`: you are subscribed already. `welcome`: you
 * have confirmed. `data`: the link to what is known of you.
 */
export type ReaderMailKind = 'confirm' | 'known' | 'welcome' | 'data';

/** `notice`: how a mailing goes, for the people of the newsletter itself. */
export type OutboxKind = ReaderMailKind | 'notice';
