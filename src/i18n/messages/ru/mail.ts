import type { CatalogueOf } from '../../catalogue.ts';
import type { mail as english } from '../en/mail.ts';

export const mail = {
  kind: 'письмо',
  subject: '{{name}}: {{period}}',
  test: { subject: '[Проверка] {{subject}}', banner: 'Это проверка. Письмо отправлено только на один адрес.' },
  discreet: {
    sender: 'Еженедельное письмо',
    subject: 'Ваше письмо за {{period}}',
    opening:
      'Добрый день. Вот письмо, о котором вы просили. Его можно прочитать, когда будет время, и ответа оно не требует. Начало ниже.',
  },
  contents: 'В этом выпуске',
  board: { title: 'Какой была неделя', topic: 'Тема', measure: 'Что мы измеряем' },
  picture: 'Изображение: {{alt}}',
  listen: 'Слушать на сайте: {{title}} ({{length}})',
  continue: 'Продолжение на сайте: {{title}}',
  shortened: 'Почтовые программы обрезают длинные письма, поэтому продолжение этого материала — на сайте.',
  onSite: 'На сайте',
  earlier: 'Исправления к прошлым выпускам',
  support: 'Поддержите нас',
  follow: 'Мы в соцсетях',
  sister: 'Наша дружественная рассылка',
  language: 'Язык следующих писем',
  footer: {
    reason: 'Вы получили это письмо, потому что подписались на рассылку «{{name}}».',
    unsubscribe: 'Отписаться',
    preferences: 'Изменить подписку',
    personal: 'Эти ссылки предназначены только вам. Чтобы поделиться, используйте этот адрес:',
    share: 'Адрес, которым можно делиться',
  },
} as const satisfies CatalogueOf<typeof english, 'ru'>;
