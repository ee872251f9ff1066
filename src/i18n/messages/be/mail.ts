import type { CatalogueOf } from '../../catalogue.ts';
import type { mail as english } from '../en/mail.ts';

export const mail = {
  kind: 'ліст',
  subject: '{{name}}: {{period}}',
  test: { subject: '[Праверка] {{subject}}', banner: 'Гэта праверка. Ліст адпраўлены толькі на адзін адрас.' },
  discreet: {
    sender: 'Штотыднёвы ліст',
    subject: 'Ваш ліст за {{period}}',
    opening:
      'Добры дзень. Вось ліст, які вы прасілі. Яго можна прачытаць, калі будзе час, і адказу ён не патрабуе. Пачатак ніжэй.',
  },
  contents: 'У гэтым выпуску',
  board: { title: 'Якім быў тыдзень', topic: 'Тэма', measure: 'Што мы вымяраем' },
  picture: 'Выява: {{alt}}',
  listen: 'Паслухаць на сайце: {{title}} ({{length}})',
  continue: 'Працяг на сайце: {{title}}',
  shortened: 'Паштовыя праграмы абразаюць доўгія лісты, таму працяг гэтага матэрыялу — на сайце.',
  onSite: 'На сайце',
  earlier: 'Выпраўленні да ранейшых выпускаў',
  support: 'Падтрымайце нас',
  follow: 'Мы ў сацсетках',
  sister: 'Наша сяброўская рассылка',
  language: 'Мова наступных лістоў',
  footer: {
    reason: 'Вы атрымалі гэты ліст, бо падпісаліся на рассылку «{{name}}».',
    unsubscribe: 'Адпісацца',
    preferences: 'Змяніць падпіску',
    personal: 'Гэтыя спасылкі належаць толькі вам. Каб падзяліцца, вазьміце гэты адрас:',
    share: 'Адрас, якім можна дзяліцца',
  },
} as const satisfies CatalogueOf<typeof english, 'be'>;
