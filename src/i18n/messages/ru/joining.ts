import type { CatalogueOf } from '../../catalogue.ts';
import type { joining as english } from '../en/joining.ts';

export const joining = {
  form: {
    title: 'Получать по почте',
    email: 'Ваш адрес электронной почты',
    legend: 'На каком языке',
    author: 'язык автора',
    button: 'Подписаться',
    confirm:
      'Сначала придёт одно письмо со ссылкой, чтобы подтвердить подписку. Только после этого начнутся выпуски, и отказаться можно одним нажатием в любом из них.',
    trap: 'Оставьте это поле пустым',
    feed: 'Не хотите оставлять адрес? Читайте через RSS',
  },
  in: { en: 'по-английски', be: 'по-белорусски', ru: 'по-русски' },
  or: 'или',
  note: {
    only: 'Только материалы {{first}}. Остальные материалы выпуска называем и даём на них ссылки.',
    borrows: 'Материалы {{first}}. Если перевода нет — {{others}}.',
    original: 'Каждый материал на языке автора, {{languages}}.',
  },
} as const satisfies CatalogueOf<typeof english, 'ru'>;
