import type { CatalogueOf } from '../../catalogue.ts';
import type { site as english } from '../en/site.ts';

export const site = {
  skip: { text: 'Адразу да тэксту', end: 'У канец старонкі' },
  nav: {
    main: 'Раздзелы',
    latest: 'Свежы выпуск',
    archive: 'Архіў',
    home: 'Галоўная',
  },
  language: {
    label: 'Мовы',
    choose: 'Выберыце мову',
    toIssue: 'увесь выпуск',
  },
  notice: 'Абвестка',
  home: {
    latest: 'Свежы выпуск',
    whole: 'Увесь выпуск',
    picks: 'Выбар рэдакцыі',
    earlier: 'Ранейшыя выпускі',
    all: 'Усе выпускі',
    empty: 'Пакуль нічога не апублікавана.',
  },
  subscribe: {
    title: 'Што вы атрымаеце',
    mail: 'Каб атрымліваць лісты, напішыце на {{address}}.',
    feed: 'Чытаць праз RSS',
  },
  sister: 'Наша сяброўская рассылка',
  issue: {
    trends: 'Якім быў тыдзень',
    measure: 'Што мы вымяраем',
    pieces: 'У гэтым выпуску',
    neighbours: 'Іншыя выпускі',
    previous: 'Папярэдні выпуск',
    next: 'Наступны выпуск',
  },
  commentary: {
    published: 'Апублікавана {{date}}',
    audio: 'Аўдыяверсія, {{length}}',
    versions: 'На іншых мовах',
    translated: 'Пераклад',
    related: 'Чытайце таксама',
    neighbours: 'Яшчэ на гэтую тэму',
    previous: 'Раней',
    next: 'Пазней',
    toIssue: 'З выпуску за {{period}}',
    draft: 'Чарнавік',
  },
  topic: {
    measure: 'Што мы вымяраем',
    pieces: 'Што мы пісалі',
    empty: 'На гэтую тэму па-беларуску пакуль нічога няма.',
    all: 'Тэмы',
  },
  author: {
    pieces: 'Матэрыялы аўтара',
    empty: 'Матэрыялаў гэтага аўтара па-беларуску пакуль няма.',
  },
  archive: { title: 'Архіў', empty: 'Пакуль нічога не апублікавана.' },
  moved: {
    title: 'Старонка пераехала',
    link: 'Перайсці па новым адрасе',
  },
  footer: {
    label: 'Пра выданне',
    pages: 'Пра нас',
    follow: 'Мы ў сетках',
    feed: 'Стужка RSS',
  },
} as const satisfies CatalogueOf<typeof english, 'be'>;
