/** The words of the doors' pages (src/server/shells.ts lists the pages). */
export const doors = {
  list: {
    language: { en: 'In English', be: 'In Belarusian', ru: 'In Russian' },
    original: 'Each piece in its author’s language',
  },
  form: { normal: 'Normal', plain: 'Text only', discreet: 'Discreet' },
  unsubscribe: {
    title: 'Unsubscribe',
    text: 'Press the button and no more issues will be sent to you.',
    button: 'Unsubscribe',
  },
  unsubscribed: {
    title: 'You have unsubscribed',
    text: 'No more issues will be sent to you. A mail that is already on its way may still arrive.',
    back: 'Was it a mistake? You can come back with one click.',
    button: 'Subscribe again',
  },
  resubscribed: {
    title: 'You are subscribed again',
    text: 'The next issue will come as before.',
  },
  preferences: {
    title: 'Your subscription',
    text: 'Choose the languages and the form in which the issues come to you.',
    legend: 'What to send',
    form: 'Form of the mails',
    discreet: 'The sender’s name and the subject are neutral.',
    inactive: 'You are not subscribed now. To come back, choose what to send and save.',
    save: 'Save',
    leave: 'Leave',
    leaveText: 'No more issues will be sent to you.',
    leaveButton: 'Unsubscribe',
  },
  saved: {
    title: 'Saved',
    text: 'Your choice: “{{list}}”. It takes effect with the next issue.',
    form: 'Form of the mails: “{{form}}”.',
    change: 'Change it again',
  },
  unknown: {
    title: 'This link does not work',
    text: 'The address may have been cut off on its way. Open the link from the mail once more, or copy it whole.',
    help: 'If it still does not work, reply to any issue and we will help.',
  },
  refused: {
    title: 'The request was not accepted',
    text: 'Nothing has changed. Please open the link from the mail and try once more.',
  },
  unreadable: {
    title: 'The form could not be read',
    text: 'Nothing has changed. Please fill in the form once more.',
  },
  busy: {
    title: 'It did not work just now',
    text: 'Nothing has changed. Please try again in a few minutes.',
  },
  notFound: {
    title: 'There is no such page',
    text: 'It may have moved, or there may be a mistake in the address.',
    home: 'To the front page',
  },
} as const;
