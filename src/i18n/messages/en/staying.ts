/** The words of staying and leaving: a break, a reason for leaving, the link to one's data, being forgotten. */
export const staying = {
  pause: {
    title: 'Take a break',
    text: 'No issue will be sent to you before the day that you choose. From that day on they come again by themselves.',
    until: 'Send issues again from',
    button: 'Pause',
    running: 'You have paused: no issue is sent to you before {{day}}.',
    end: 'End the break now',
    problem: 'Choose a day after today, within a year.',
  },
  paused: {
    title: 'Paused',
    text: 'No issue will be sent to you before {{day}}. From that day on they come again by themselves.',
    change: 'Change it again',
  },
  reason: {
    legend: 'Will you tell us why? You need not.',
    of: {
      'too-many': 'Too many mails',
      'not-interesting': 'It does not interest me any more',
      'not-safe': 'It is not safe for me to receive it',
      elsewhere: 'I read it in another place',
      'never-asked': 'I never subscribed',
      other: 'Another reason',
    },
    button: 'Send the answer',
    thanks: 'Thank you, your answer has been kept.',
  },
  link: {
    title: 'Your data',
    text: 'To see what is kept about you, or to be forgotten, you need a link that we mail to you: so nobody can do it who merely holds one of your letters.',
    button: 'Send me the link',
  },
  sent: {
    title: 'Look into your mailbox',
    text: 'A mail with a link is on its way to the address to which the issues come. The link works for one hour.',
    nothing: 'Nothing there after ten minutes? Look among the spam. We send such a mail once in ten minutes at most.',
  },
  data: {
    title: 'Your data',
    text: 'We keep your address (encrypted), your choices, when and how you agreed, and which issues of the last 90 days were sent to you.',
    download: 'Download it (JSON)',
    forget: 'Be forgotten',
    forgetText: 'Everything that is kept about you will be deleted at once. This cannot be taken back.',
    legend: 'What may stay',
    hash: 'A mark from which nobody can read the address',
    hashText: 'With it, no list that somebody imports brings the address back. You can still subscribe yourself.',
    none: 'Nothing at all',
    noneText: 'Then somebody could put the address on the list again.',
    button: 'Forget me',
  },
  forgotten: {
    title: 'You are forgotten',
    text: 'Everything that was kept about you has been deleted. A mail that is already on its way may still arrive.',
  },
  over: {
    title: 'This link is over',
    text: 'A link to your data works for one hour. Open the page of your subscription from any issue and ask for a new one.',
  },
} as const;
