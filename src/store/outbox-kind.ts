/**
 * A mail that somebody's own step asks for. `confirm`: is it you who signed up? `known`: you are subscribed already. `welcome`: you
 * have confirmed.
 */
export type OutboxKind = 'confirm' | 'known' | 'welcome';
