import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import type { DoorList } from './door-list.ts';
import type { Holes } from './door-page.ts';
import type { readSignUp } from './sign-up-request.ts';

type SignUpRequest = ReturnType<typeof readSignUp>;

/** The holes of the form that nobody has filled in yet. */
export function blankForm(lists: readonly DoorList[], language: Language): Holes {
  const list = lists.find(({ id }) => id === language) ?? lists.find(each => each.interface === language) ?? lists[0];
  return {
    text: { 'email-invalid': 'false' },
    flags: ['hidden-email', 'hidden-list', 'hidden-question', ...(list === undefined ? [] : [`checked-${list.id}`])],
  };
}

/** The holes of the form again: its input, a message by each field, or a question above it. */
export function answeredForm(request: SignUpRequest): Holes {
  const { email, list, language, words, settled, problems, question } = request;
  const t = translator(language);
  const messages = {
    ...(problems.email && { 'email-message': t(`joining.answer.problem.${problems.email}`) }),
    ...(problems.list && { 'list-message': t(`joining.answer.problem.${problems.list}`) }),
  };
  return {
    text: {
      ...{ email, language, words: words ?? '', list: list?.id ?? '', settled: settled.join(',') },
      'email-invalid': String(problems.email !== undefined),
      ...messages,
      ...(question === undefined ? {} : questionTexts(question, language)),
    },
    flags: [
      ...(list === undefined ? [] : [`checked-${list.id}`]),
      ...(problems.email === undefined ? ['hidden-email'] : ['autofocus-email']),
      ...(problems.list === undefined ? ['hidden-list'] : []),
      ...(question === undefined ? ['hidden-question'] : []),
      ...(question?.about === 'spelling' ? [] : ['hidden-instead']),
    ],
  };
}

function questionTexts(question: NonNullable<SignUpRequest['question']>, language: Language): Record<string, string> {
  const t = translator(language);
  const { address } = question;
  if (question.about === 'spelling')
    return {
      question: t('joining.answer.suggestion', { address: question.instead }),
      instead: question.instead,
      'instead-words': t('joining.answer.yes', { address: question.instead }),
      asked: 'spelling',
      'asked-words': t('joining.answer.no', { address }),
    };
  return {
    question: t('joining.answer.safety', { domain: question.domain }),
    asked: 'provider',
    'asked-words': t('joining.answer.goOn', { address }),
  };
}

/** The same for a program: one entry for each field. */
export function problemList({ language, problems }: SignUpRequest) {
  const t = translator(language);
  return Object.entries(problems).flatMap(([field, problem]) =>
    problem === undefined ? [] : [{ field, problem, message: t(`joining.answer.problem.${problem}`) }],
  );
}
