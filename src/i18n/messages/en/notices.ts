/** Mails to the people of the newsletter itself: what became of a mailing, what keeps one from going out. */
export const notices = {
  name: {
    issue: 'The mailing of {{issue}}',
    correction: 'The mailing of correction {{number}} to {{issue}}',
    translation: 'The mailing of the late pieces of {{issue}} ({{number}})',
    letter: 'The mailing of the letter {{issue}}',
  },
  went: {
    subject: '{{name}}: {{sent}} of {{all}} sent',
    first:
      'We have tried to send it to everybody once. Some servers asked us to come back later: these mails are tried again, for three days at most. Then you get another message.',
    last: 'The mailing is over. Nobody waits any more.',
    total: 'In all',
    failed:
      'Refused: their servers said no for good, most often because there is no such mailbox. You need not do anything. What the servers said, whoever looks after the mail can see with:',
    uncertain:
      'May have arrived: the connection broke before the answer came. Most of these people have it, and so that nobody gets it twice we do not repeat it. To send it again all the same, whoever looks after the mail types:',
  },
  means: 'What this means',
  do: 'What to do',
  nothing: 'Nothing. When the mailing is over, you get a message that says how it went.',
  pages: {
    subject: '{{name}} waits: pages are missing',
    due: 'The mailing was to go out on {{moment}}.',
    text: 'Some pages or pictures that its mails lead to cannot be opened, so nothing has been sent yet.',
    missing: 'What cannot be opened',
    more_one: 'and {{count}} more address',
    more_other: 'and {{count}} more addresses',
    publish:
      'Publish the site. We look again every minute, and once everything is there the mails go out by themselves.',
    anyway: 'To send without waiting for the pages, whoever looks after the mail types:',
    over: '{{name}} has begun: the pages are there',
  },
  relay: {
    subject: '{{name}} waits: the mail server does not take it',
    text: 'The mail server that sends our letters cannot be reached, or does not let us in. What has not been sent yet waits. We keep trying, and it goes on by itself.',
    do: 'Show this message to whoever looks after the mail server.',
    words: 'What happened, for them',
    over: '{{name}} goes on: the mail server takes it again',
  },
  joining: {
    subject: 'Nobody who signs up gets a mail',
    text: 'For more than half an hour whoever signs up has got no mail, because our mails do not go out. Mails that wait: {{waiting}}. Nothing is lost for seven days; then such a sign-up is forgotten.',
    do: 'Show this message to whoever looks after the machine. What is wrong is said by:',
    over: 'Whoever signs up gets a mail again',
    done: 'Nothing. What waited goes out now.',
  },
  worker: {
    subject: '{{name}} waits: the sending program does not run',
    text: 'For 15 minutes there has been mail to send, but the program that sends it does not run. Nothing is lost.',
    do: 'Ask whoever looks after the machine to start it. It goes on where it stopped.',
    over: '{{name}} goes on: the sending program runs again',
  },
  refusals: {
    subject: '{{name}} was stopped: too many refusals',
    text: 'Too many servers refuse our mail. To go on would harm the newsletter’s good name with them, so the mailing has paused by itself. Whoever has the mail keeps it; everybody else waits.',
    tried: 'Tried',
    refused: 'Refused',
    unknown: 'of these, no such mailbox',
    words: 'What the servers answered',
    look: 'Show this message to whoever looks after the mail. All reasons are shown by:',
    resume: 'When the cause is settled, the mailing goes on with:',
  },
  why: 'You get this message because newsletter.yaml names your address under “notify”.',
} as const;
