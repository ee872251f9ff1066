/** Words for what is mailed beside issues: corrections, late translations, letters outside the rhythm. */
export const occasions = {
  correction: {
    subject: 'Correction: {{title}}',
    title: 'Correction',
    intro: 'We set right what was wrong in our letter for {{period}}. On the site it is corrected already.',
    what: 'What was wrong, and what is right',
    preheader: 'What was wrong in our letter for {{period}}, and what is right',
  },
  translation: {
    subject: 'Now in English: {{title}}',
    title: 'Now in English',
    intro: 'When our letter for {{period}} went out, this was not in English yet. Here it is.',
  },
  late: {
    subject: 'Not in our last letter: {{title}}',
    title: 'What was not in our letter',
    intro: 'Our letter for {{period}} went out without this. Here it is.',
  },
  contents: 'In this letter',
  letter: { subject: '{{name}}: letter of {{date}}' },
  discreet: { note: 'A note on your letter for {{period}}', letter: 'Your letter of {{date}}' },
  personal: 'These links are yours alone. If you pass this letter on, take them out first.',
  report: {
    correction: 'How correction {{number}} to {{issue}} went',
    translation: 'How the late pieces of {{issue}} went ({{number}})',
    letter: 'How the letter {{issue}} went',
  },
} as const;
