import { formatDay } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import type { Holes } from '#server/door-page.ts';
import { readSignUp } from '#server/sign-up-request.ts';
import { answeredForm } from '#server/subscribe-answer.ts';

const lists = [
  { id: 'en', interface: 'en', take: ['en'], among: ['en'] },
  { id: 'be', interface: 'be', take: ['be', 'ru'], among: ['be', 'ru'] },
  { id: 'ru', interface: 'ru', take: ['ru', 'be'], among: ['ru', 'be'] },
  { id: 'be-ru', interface: 'be', take: 'original', among: ['be', 'ru'] },
] as const;

/** What the holes of a shell get in a likely case, so that the page looks as a reader sees it. */
export function sampleHoles(shell: string, language: Language): Holes {
  // Of these two the form asks back: a field without a sign, a name that is misspelt.
  if (shell === 'subscribe') return formAgain(new Map([['email', 'reader.example.org']]), language);
  if (shell === 'question') return formAgain(new Map([['email', 'reader@gmial.com']]), language);
  const t = translator(language);
  return {
    text: {
      action: '/p/sample',
      preferences: '/p/sample',
      list: t(`doors.list.language.${language}`),
      'list-id': language,
      form: t('doors.form.normal'),
      day: formatDay('2024-06-03', language),
      earliest: '2024-05-07',
      latest: '2025-05-07',
    },
    flags: [
      `checked-${language}`,
      'checked-form-normal',
      'hidden-active',
      'hidden-running',
      'hidden-problem',
      'hidden-thanks',
    ],
  };
}

/** The sign-up form as the door answers it, for what was written. */
export function formAgain(fields: ReadonlyMap<string, string>, language: Language): Holes {
  const setting = {
    lists,
    languages: ['en', 'be', 'ru'],
    otherwise: language,
    words: [],
    safetyDomains: [],
    takesAllLetters: false,
  } as const;
  return answeredForm(readSignUp(new Map([['language', language], ...fields]), setting));
}
