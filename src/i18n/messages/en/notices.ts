/** Mails to the people of the newsletter itself: what became of a mailing, what keeps one from going out. */
export const notices = {
  first: 'Everybody has been tried once. Some will be tried again, for three days at most; then another mail comes.',
  last: 'Nobody waits any more.',
  some: '{{state}}: {{number}}',
  next: {
    failed: 'Refused: these addresses do not take our mail. Nothing needs to be done.',
    uncertain:
      'May have arrived: the connection broke before the answer came. So that nobody gets it twice, these are not repeated by themselves. To send them all the same: npx vesnik resume {{mailing}} --retry-uncertain',
  },
  pages: {
    subject: '{{mailing}} waits: pages are missing',
    text: 'It is time for {{mailing}}, but pages or pictures that its mails lead to cannot be opened. Nothing has been sent.',
    do: 'Publish the site. We look again every minute, and once everything is there the mails go out by themselves. To send without waiting: npx vesnik resume {{mailing}}',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    over: '{{mailing}} goes out now: the pages are there',
  },
  relay: {
    subject: '{{mailing}} waits: the mail server does not take it',
    text: 'The mail server that sends our letters cannot be reached, or does not let us in. What has not been sent waits, and we keep trying.',
    do: 'Show this mail to whoever looks after the mail server.',
    words: 'What happened:',
    over: '{{mailing}} goes on: the mail server takes it again',
  },
  joining: {
    subject: 'Nobody who signs up gets a mail',
    text: 'For more than half an hour whoever signs up has got no mail. Mails that wait: {{waiting}}.',
    do: 'Have somebody look: npx vesnik doctor says what is wrong. Nothing is lost for seven days; then such a sign-up is forgotten.',
    over: 'Whoever signs up gets a mail again',
    done: 'Nothing needs to be done.',
  },
  worker: {
    subject: '{{mailing}} waits: nobody sends it',
    text: 'For 15 minutes there has been mail to send and no program to send it: npx vesnik worker does not run. Nothing is lost.',
    do: 'Have it started: npx vesnik worker. It goes on by itself where it stopped.',
    over: '{{mailing}} goes on: the sending program runs again',
  },
  refusals: {
    subject: '{{mailing}} was stopped: too many are refused',
    text: 'Of {{tried}} attempts {{refused}} were refused; in {{unknown}} of these cases there is no such mailbox. So that the newsletter’s name does not suffer, the mailing has paused. Whoever has it keeps it, the others wait.',
    do: 'Have somebody look at the reasons: npx vesnik status {{mailing}}. Then let it go on: npx vesnik resume {{mailing}}',
    words: 'What servers answered:',
  },
  over: 'Nothing needs to be done. Once it is over, you will get a mail that says how it went.',
} as const;
