import type { CatalogueOf } from '../../catalogue.ts';
import type { site as english } from '../en/site.ts';

export const site = {
  skip: { text: 'Перейти к тексту', end: 'В конец страницы' },
  nav: {
    main: 'Разделы',
    latest: 'Свежий выпуск',
    archive: 'Архив',
    home: 'Главная',
  },
  language: {
    label: 'Языки',
    choose: 'Выберите язык',
    toIssue: 'весь выпуск',
  },
  notice: 'Объявление',
  home: {
    latest: 'Свежий выпуск',
    whole: 'Весь выпуск',
    picks: 'Выбор редакции',
    earlier: 'Предыдущие выпуски',
    all: 'Все выпуски',
    empty: 'Пока ничего не опубликовано.',
  },
  subscribe: {
    title: 'Что вы получите',
    mail: 'Чтобы получать письма, напишите на {{address}}.',
    feed: 'Читать через RSS',
  },
  sister: 'Наша дружественная рассылка',
  issue: {
    trends: 'Какой была неделя',
    measure: 'Что мы измеряем',
    pieces: 'В этом выпуске',
    neighbours: 'Другие выпуски',
    previous: 'Предыдущий выпуск',
    next: 'Следующий выпуск',
  },
  commentary: {
    published: 'Опубликовано {{date}}',
    audio: 'Аудиоверсия, {{length}}',
    versions: 'На других языках',
    translated: 'Перевод',
    related: 'На ту же тему',
    neighbours: 'Ещё на эту тему',
    previous: 'Раньше',
    next: 'Позже',
    toIssue: 'Из выпуска за {{period}}',
    draft: 'Черновик',
  },
  topic: {
    measure: 'Что мы измеряем',
    pieces: 'Что мы писали',
    empty: 'На эту тему по-русски пока ничего нет.',
    all: 'Темы',
  },
  author: {
    pieces: 'Материалы автора',
    empty: 'Материалов этого автора по-русски пока нет.',
  },
  archive: { title: 'Архив', empty: 'Пока ничего не опубликовано.' },
  moved: {
    title: 'Страница переехала',
    link: 'Перейти по новому адресу',
  },
  footer: {
    label: 'Об издании',
    pages: 'О нас',
    follow: 'Мы в сетях',
    feed: 'Лента RSS',
  },
} as const satisfies CatalogueOf<typeof english, 'ru'>;
