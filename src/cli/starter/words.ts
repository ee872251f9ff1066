import type { Language, Words } from '#i18n/languages.ts';

/** What a new newsletter says until its editors say it better. */
export const starterWords = {
  tagline: { en: 'What this week was', be: 'Якім быў гэты тыдзень', ru: 'Какой была эта неделя' },
  promise: {
    en: 'One letter a week, on Monday morning. Nothing else, and no tracking.',
    be: 'Адзін ліст на тыдзень, у панядзелак раніцай. Нічога іншага і ніякага сачэння.',
    ru: 'Одно письмо в неделю, утром в понедельник. Ничего другого и никакой слежки.',
  },
  postalAddress: {
    en: '1 Sample Street, Exampleville',
    be: 'вул. Узорная, 1, г. Прыклад',
    ru: 'ул. Образцовая, 1, г. Пример',
  },
  topic: { en: 'Politics', be: 'Палітыка', ru: 'Политика' },
  measure: {
    en: 'Improved means that there is more freedom to speak and to choose.',
    be: '«Паляпшэнне» значыць, што стала больш свабоды гаварыць і выбіраць.',
    ru: '«Улучшение» означает, что стало больше свободы говорить и выбирать.',
  },
  author: { en: 'The desk', be: 'Рэдакцыя', ru: 'Редакция' },
  about: { en: 'About', be: 'Пра нас', ru: 'О нас' },
  aboutText: {
    en: 'Say here who writes this newsletter, and how to reach you.',
    be: 'Напішыце тут, хто робіць гэтую рассылку і як з вамі звязацца.',
    ru: 'Напишите здесь, кто делает эту рассылку и как с вами связаться.',
  },
  privacy: { en: 'Privacy', be: 'Прыватнасць', ru: 'Приватность' },
  privacyText: {
    en: 'We keep your address and the list that you chose, encrypted, and nothing else. Mails hold no pixel and no redirected link. Every mail ends with a link that takes you off.',
    be: 'Мы захоўваем ваш адрас і выбраны спіс у зашыфраваным выглядзе і больш нічога. У лістах няма ні піксэляў, ні перанакіраваных спасылак. Кожны ліст заканчваецца спасылкай, якая спыняе падпіску.',
    ru: 'Мы храним ваш адрес и выбранный список в зашифрованном виде и больше ничего. В письмах нет ни пикселей, ни перенаправленных ссылок. Каждое письмо заканчивается ссылкой, которая прекращает подписку.',
  },
  title: { en: 'The first commentary is written', be: 'Напісаны першы каментар', ru: 'Написан первый комментарий' },
  summary: {
    en: 'This piece shows what a commentary looks like. Change it, or take its files away.',
    be: 'Гэты матэрыял паказвае, як выглядае каментар. Змяніце яго або выдаліце яго файлы.',
    ru: 'Этот материал показывает, как выглядит комментарий. Измените его или удалите его файлы.',
  },
  body: {
    en: 'Write the text here, as Markdown. **Bold**, *italic*, [a link](https://example.org/).',
    be: 'Пішыце тэкст тут, у Markdown. **Тлуста**, *курсіў*, [спасылка](https://example.org/).',
    ru: 'Пишите текст здесь, в Markdown. **Жирно**, *курсив*, [ссылка](https://example.org/).',
  },
  heading: { en: 'A heading', be: 'Загаловак', ru: 'Заголовок' },
  point: {
    en: 'The list of blocks is in docs/writing.md of Vesnik.',
    be: 'Спіс блокаў ёсць у docs/writing.md Vesnik.',
    ru: 'Список блоков есть в docs/writing.md Vesnik.',
  },
} as const satisfies Record<string, Words>;

/** The same words in these languages only. */
export function spoken(words: Words, languages: readonly Language[]): Partial<Words> {
  return Object.fromEntries(languages.map(language => [language, words[language]]));
}
