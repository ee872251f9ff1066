import type { CatalogueOf } from '../../catalogue.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  trend: {
    sentence: {
      improved: 'Ситуация улучшилась',
      unchanged: 'Ситуация не изменилась',
      worsened: 'Ситуация ухудшилась',
      mixed: 'Ситуация противоречивая',
    },
    noun: {
      improved: 'улучшение',
      unchanged: 'без изменений',
      worsened: 'ухудшение',
      mixed: 'противоречивая картина',
      none: 'без оценки',
    },
    label: 'Тенденция',
  },
  piece: {
    original: { en: 'Оригинал на английском', be: 'Оригинал на белорусском', ru: 'Оригинал на русском' },
    shown: { en: 'Текст на английском', be: 'Текст на белорусском', ru: 'Текст на русском' },
    untranslated: {
      en: 'Ещё не переведено: текст на английском',
      be: 'Ещё не переведено: текст на белорусском',
      ru: 'Ещё не переведено: текст на русском',
    },
    missing: 'Также в этом выпуске, но не по-русски:',
    by: 'Текст:',
    and: 'и',
    corrections: 'Исправления',
    withdrawn: 'Этот материал отозван.',
    isWithdrawn: 'отозван',
    inBrief: 'Коротко',
    archivePicture: 'архивное изображение',
    pictureCredit: 'Изображение: {{credit}}',
    machineVoice: 'Читает машина',
    listen: 'Слушать',
    download: 'Скачать',
    contents: 'Содержание',
    footnotes: 'Сноски',
    backToText: 'Вернуться к тексту',
    readMore: 'Читать далее',
    timeline: 'Хронология',
    story: 'История',
    callout: { note: 'Примечание', background: 'Предыстория', warning: 'Внимание' },
  },
  issue: {
    number: 'Выпуск {{number}}',
    numberInVolume: '{{volume}}, выпуск {{number}}',
    letter: 'От редакции',
  },
  reading: {
    minutes_one: '{{count}} минута чтения',
    minutes_few: '{{count}} минуты чтения',
    minutes_many: '{{count}} минут чтения',
    minutes_other: '{{count}} минуты чтения',
  },
  pieces: {
    count_one: '{{count}} материал',
    count_few: '{{count}} материала',
    count_many: '{{count}} материалов',
    count_other: '{{count}} материала',
  },
  subscribers: {
    count_one: '{{count}} подписчик',
    count_few: '{{count}} подписчика',
    count_many: '{{count}} подписчиков',
    count_other: '{{count}} подписчика',
  },
  readIn: { en: 'Читать по-английски', be: 'Читать по-белорусски', ru: 'Читать по-русски' },
} as const satisfies CatalogueOf<typeof english, 'ru'>;
