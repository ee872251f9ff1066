import type { CatalogueOf } from '../../catalogue.ts';
import type { occasions as english } from '../en/occasions.ts';

export const occasions = {
  correction: {
    subject: 'Исправление: {{title}}',
    title: 'Исправление',
    intro: 'Исправляем то, что было не так в нашем письме за {{period}}. На сайте всё уже исправлено.',
    what: 'Что было не так и как правильно',
    preheader: 'Что было не так в нашем письме за {{period}} и как правильно',
  },
  translation: {
    subject: 'Теперь по-русски: {{title}}',
    title: 'Теперь по-русски',
    intro: 'Когда выходило наше письмо за {{period}}, по-русски этого ещё не было. Теперь есть.',
  },
  late: {
    subject: 'Чего не было в письме: {{title}}',
    title: 'Чего не было в нашем письме',
    intro: 'Наше письмо за {{period}} вышло без этого. Присылаем теперь.',
  },
  contents: 'В этом письме',
  letter: { subject: '{{name}}: письмо от {{date}}' },
  discreet: { note: 'Дополнение к вашему письму за {{period}}', letter: 'Ваше письмо от {{date}}' },
  personal: 'Эти ссылки предназначены только вам. Если пересылаете письмо, сначала уберите их.',
  report: {
    correction: 'Как разошлось исправление {{number}} к выпуску {{issue}}',
    translation: 'Как разошлись запоздавшие материалы выпуска {{issue}} ({{number}})',
    letter: 'Как разошлось письмо {{issue}}',
  },
} as const satisfies CatalogueOf<typeof english, 'ru'>;
