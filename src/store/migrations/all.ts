import { keysAndSubscribers } from './0001-keys-and-subscribers.ts';
import { mailingsAndDeliveries } from './0002-mailings-and-deliveries.ts';
import { outboxAndSenders } from './0003-outbox-and-senders.ts';
import { signUps } from './0004-sign-ups.ts';
import { leavingReasons } from './0020-leaving-reasons.ts';
import { pausesAndCounts } from './0021-pauses-and-counts.ts';
import { followUps } from './0030-follow-ups.ts';
import { bounces } from './0031-bounces.ts';
import { noticesAndPace } from './0032-notices-and-pace.ts';
import { signUpCounts } from './0034-sign-up-counts.ts';
import { relayIdsAndCalm } from './0035-relay-ids-and-calm.ts';
import { consentsAndCalm } from './0036-consents-and-calm.ts';
import { mayHaveArrived } from './0037-may-have-arrived.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema in order. Add yours at the end; never change one that was released. */
export const migrations: readonly Migration[] = [
  keysAndSubscribers,
  mailingsAndDeliveries,
  outboxAndSenders,
  signUps,
  leavingReasons,
  pausesAndCounts,
  signUpCounts,
  followUps,
  bounces,
  noticesAndPace,
  relayIdsAndCalm,
  consentsAndCalm,
  mayHaveArrived,
];
