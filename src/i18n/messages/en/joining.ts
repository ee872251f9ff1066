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
} as const;
