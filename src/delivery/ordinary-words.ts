const words = new Set(
  [
    'accept accepted access account accounts action active address addresses administration administrator administrators admins',
    'allowed attempt attempts attachment authenticated authentication available because block blocked blocklist bounced busy cannot',
    'checking client command configuration configured connect connection contact content could daemon database defer deferred delay',
    'delayed deliver delivered delivery denied destination disabled discarded does domain domains email emails enough error errors',
    'exceed exceeded exceeds exist exists failed failure filter filtered format found found from full given greylisted has hello help',
    'sendmail postfix userdb maildir mailserver mailhost mailhub informed informs inform domainname usernames mailq maillist',
    'here host hostname hosts image images inactive incoming information internal invalid invitation later limit limits line local',
    'longer lookup mail mailbox mailboxes mailer mailing mailman mails message messages more must name names network notification no',
    'not open operation over permanent permission please policy postmaster problem process processing protocol queue queued quota',
    'rate reach receive received receiver recipient recipients refused reject rejected relay relayed relaying remote reply report',
    'reputation request requested resolve response responsible route routing said says security see send sender senders sending sent',
    'server servers service services session space spam storage support suspended suspicious syntax system systems temporarily',
    'temporary than that the this throttled timeout too transaction transfer transport tried try unable unauthenticated unavailable',
    'unexpected unknown unrecognized unroutable until user username users using valid verify virtual visit volume with you your',
  ].flatMap(line => line.split(' ')),
);

/** Whether mail servers say this word to everybody, so that it tells nothing of a recipient whose local part is a piece of it. */
export function isOrdinary(word: string): boolean {
  return words.has(word.toLowerCase());
}
