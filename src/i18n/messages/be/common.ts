import type { CatalogueOf } from '../../catalogue.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  trend: {
    sentence: {
      improved: 'Сітуацыя палепшылася',
      unchanged: 'Сітуацыя не змянілася',
      worsened: 'Сітуацыя пагоршылася',
      mixed: 'Сітуацыя супярэчлівая',
    },
    noun: {
      improved: 'паляпшэнне',
      unchanged: 'без змен',
      worsened: 'пагаршэнне',
      mixed: 'супярэчлівая карціна',
      none: 'без ацэнкі',
    },
    label: 'Тэндэнцыя',
  },
  piece: {
    original: { en: 'Арыгінал па-англійску', be: 'Арыгінал па-беларуску', ru: 'Арыгінал па-руску' },
    shown: { en: 'Тэкст па-англійску', be: 'Тэкст па-беларуску', ru: 'Тэкст па-руску' },
    untranslated: {
      en: 'Яшчэ не перакладзена: тэкст па-англійску',
      be: 'Яшчэ не перакладзена: тэкст па-беларуску',
      ru: 'Яшчэ не перакладзена: тэкст па-руску',
    },
    missing: 'Таксама ў гэтым выпуску, але не па-беларуску:',
    by: 'Тэкст:',
    and: 'і',
    corrections: 'Выпраўленні',
    withdrawn: 'Гэты матэрыял адкліканы.',
    isWithdrawn: 'адкліканы',
    inBrief: 'Коратка',
    archivePicture: 'архіўная выява',
    pictureCredit: 'Выява: {{credit}}',
    machineVoice: 'Чытае машына',
    listen: 'Паслухаць',
    download: 'Спампаваць',
    contents: 'Змест',
    footnotes: 'Зноскі',
    backToText: 'Вярнуцца да тэксту',
    readMore: 'Чытаць далей',
    timeline: 'Храналогія',
    story: 'Гісторыя',
    callout: { note: 'Заўвага', background: 'Перадгісторыя', warning: 'Увага' },
  },
  issue: {
    number: 'Выпуск {{number}}',
    numberInVolume: '{{volume}}, выпуск {{number}}',
    letter: 'Ад рэдакцыі',
  },
  reading: {
    minutes_one: '{{count}} хвіліна чытання',
    minutes_few: '{{count}} хвіліны чытання',
    minutes_many: '{{count}} хвілін чытання',
    minutes_other: '{{count}} хвіліны чытання',
  },
  pieces: {
    count_one: '{{count}} матэрыял',
    count_few: '{{count}} матэрыялы',
    count_many: '{{count}} матэрыялаў',
    count_other: '{{count}} матэрыялу',
  },
  subscribers: {
    count_one: '{{count}} падпісчык',
    count_few: '{{count}} падпісчыкі',
    count_many: '{{count}} падпісчыкаў',
    count_other: '{{count}} падпісчыка',
  },
  readIn: { en: 'Чытаць па-англійску', be: 'Чытаць па-беларуску', ru: 'Чытаць па-руску' },
} as const satisfies CatalogueOf<typeof english, 'be'>;
