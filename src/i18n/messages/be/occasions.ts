import type { CatalogueOf } from '../../catalogue.ts';
import type { occasions as english } from '../en/occasions.ts';

export const occasions = {
  correction: {
    subject: 'Выпраўленне: {{title}}',
    title: 'Выпраўленне',
    intro: 'Выпраўляем тое, што было не так у нашым лісце за {{period}}. На сайце ўсё ўжо выпраўлена.',
    what: 'Што было не так і як правільна',
    preheader: 'Што было не так у нашым лісце за {{period}} і як правільна',
  },
  translation: {
    subject: 'Цяпер па-беларуску: {{title}}',
    title: 'Цяпер па-беларуску',
    intro: 'Калі выходзіў наш ліст за {{period}}, па-беларуску гэтага яшчэ не было. Цяпер ёсць.',
  },
  late: {
    subject: 'Чаго не было ў лісце: {{title}}',
    title: 'Чаго не было ў нашым лісце',
    intro: 'Наш ліст за {{period}} выйшаў без гэтага. Дасылаем цяпер.',
  },
  contents: 'У гэтым лісце',
  letter: { subject: '{{name}}: ліст ад {{date}}' },
  discreet: { note: 'Дадатак да вашага ліста за {{period}}', letter: 'Ваш ліст ад {{date}}' },
  personal: 'Гэтыя спасылкі належаць толькі вам. Калі перасылаеце ліст, спачатку прыбярыце іх.',
  report: {
    correction: 'Як разышлося выпраўленне {{number}} да выпуску {{issue}}',
    translation: 'Як разышліся спозненыя матэрыялы выпуску {{issue}} ({{number}})',
    letter: 'Як разышоўся ліст {{issue}}',
  },
} as const satisfies CatalogueOf<typeof english, 'be'>;
