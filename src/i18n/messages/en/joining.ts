/** The words of joining: the sign-up form, its answers, and the mails that belong to it. */
export const joining = {
  form: {
    title: 'Get it by mail',
    email: 'Your email address',
    legend: 'In which language',
    author: 'author’s language',
    button: 'Subscribe',
    confirm:
      'First comes one mail with a link to confirm. Letters begin only after that, and one click in any of them ends it.',
    trap: 'Leave this field empty',
    feed: 'Rather without an address? Follow in a feed reader (RSS)',
  },
  in: { en: 'in English', be: 'in Belarusian', ru: 'in Russian' },
  or: 'or',
  note: {
    only: 'Only pieces {{first}}. The others of the issue are named, with links.',
    borrows: 'Pieces {{first}}. Where there is no translation, {{others}}.',
    original: 'Each piece in the language of its author, {{languages}}.',
  },
  answer: {
    problem: {
      empty: 'Write your email address here.',
      sign: 'An @ is missing. An address looks like name@example.org.',
      several: 'Write one address, with nothing before or after it: name@example.org.',
      local: 'The part before the @ holds something that addresses cannot have.',
      letters:
        'We cannot send to an address that has other letters than a–z before the @. Write another address, or type this one in Latin letters.',
      domain: 'The part after the @ is not complete. It looks like example.org.',
      long: 'This is longer than an address can be.',
      unseen: 'Something invisible has been copied along. Type the address by hand.',
      list: 'Choose a language.',
    },
    suggestion: 'Did you mean {{address}}?',
    yes: 'Yes, {{address}}',
    no: 'No, {{address}} is right',
    safety:
      '{{domain}} belongs to a provider that the authorities of its country can ask for your mail. If that is a danger to you, take another address below. If not, go on.',
    goOn: 'Go on with {{address}}',
  },
  thanks: {
    title: 'Look into your mailbox',
    text: 'A mail from us is on its way to you. Open the link in it, and you are subscribed.',
    nothing:
      'Nothing there after ten minutes? Look among the spam. We send such a mail once a day at most, and three times in thirty days.',
    again: 'Was there a mistake in the address? Write it once more',
  },
  confirm: {
    title: 'Confirm your subscription',
    button: 'Yes, subscribe me',
    no: 'It was not you? Close this page, and in seven days the request will be forgotten, and the address too if we did not have it before.',
  },
  refuse: {
    link: 'It was not me: forget this address now',
    title: 'It was not you?',
    text: 'Press the button, and this address will be forgotten at once. All that stays is a mark from which it cannot be read: for thirty days nobody will be able to sign it up here.',
    button: 'Forget this address',
    done: 'The address is forgotten',
    after: 'For thirty days nobody can sign it up here.',
  },
  confirmed: {
    title: 'You are subscribed',
    next: 'A first mail is on its way. In every letter there are links to change what you get, or to leave.',
  },
  expired: {
    title: 'This link is over',
    text: 'A link to confirm works once, and for seven days from the first mail.',
    again: 'Subscribe once more',
  },
  many: {
    title: 'Too many attempts',
    text: 'Many sign-ups came from your connection in a short time, perhaps not from you. Try again in an hour.',
  },
  mail: {
    confirm: {
      subject: 'Confirm your subscription to {{name}}',
      title: 'One step is left',
      text: 'Somebody, most likely you, asked for {{name}} to be sent to this address.',
      action: 'Confirm the subscription',
      note: 'The link opens a page with a button. It works for seven days, counted from the first such mail.',
      no: 'If it was not you, do nothing: in seven days the request will be forgotten, and the address too if we did not have it before.',
    },
    known: {
      subject: 'You are subscribed to {{name}}',
      title: 'You are subscribed already',
      text: 'Somebody, most likely you, signed this address up once more. Nothing has changed.',
      action: 'Change what you get',
      note: 'This link is yours alone.',
      no: 'If it was not you, you need do nothing.',
    },
    welcome: {
      subject: 'Welcome to {{name}}',
      title: 'Welcome',
      text: 'You are subscribed.',
      issue: 'So that you need not wait, here is the latest issue.',
      later: 'The next issue will come to this address.',
    },
    data: {
      subject: 'The link to your data',
      title: 'The link to your data',
      text: 'Somebody, most likely you, asked on the page of your subscription for what is kept about you.',
      action: 'Open the page',
      note: 'The link works for one hour. It is yours alone: do not forward this mail.',
      no: 'If it was not you, do nothing. Nothing has changed.',
    },
    discreet: { subject: 'About your letter' },
  },
} as const;
