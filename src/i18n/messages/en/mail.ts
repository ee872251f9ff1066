/** The words of the mails. */
export const mail = {
  /** What a screen reader calls the whole of it. */
  kind: 'email',
  subject: '{{name}}: {{period}}',
  test: { subject: '[Test] {{subject}}', banner: 'This is a test. It was sent to one address only.' },
  discreet: {
    sender: 'Weekly letter',
    subject: 'Your letter for {{period}}',
    opening:
      'Good day. Here is the letter that you asked for. You can read it whenever you have the time, and it needs no answer. It begins below.',
  },
  contents: 'In this issue',
  board: { title: 'How the week went', topic: 'Topic', measure: 'What we measure' },
  picture: 'Picture: {{alt}}',
  listen: 'Listen on the site: {{title}} ({{length}})',
  continue: 'Continue on the site: {{title}}',
  shortened: 'Mail programs cut off long letters, so this piece continues on the site.',
  onSite: 'On the site',
  earlier: 'Corrections to earlier issues',
  support: 'Support us',
  follow: 'Follow us',
  sister: 'Our sister letter',
  language: 'Language of the next letters',
  footer: {
    reason: 'You get this letter because you subscribed to {{name}}.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Change what you get',
    personal: 'These links are yours alone. To share, use this address:',
    share: 'Address to share',
  },
} as const;
