import type { CatalogueOf } from '../../catalogue.ts';
import type { joining as english } from '../en/joining.ts';

export const joining = {
  form: {
    title: 'Атрымліваць поштай',
    email: 'Ваш адрас электроннай пошты',
    legend: 'На якой мове',
    author: 'мова аўтара',
    button: 'Падпісацца',
    confirm:
      'Спачатку прыйдзе адзін ліст са спасылкай, каб пацвердзіць падпіску. Толькі пасля гэтага пачнуцца выпускі, і адмовіцца можна адным націскам у любым з іх.',
    trap: 'Пакіньце гэтае поле пустым',
    feed: 'Не хочаце пакідаць адрас? Чытайце праз RSS',
  },
  in: { en: 'па-англійску', be: 'па-беларуску', ru: 'па-руску' },
  or: 'або',
  note: {
    only: 'Толькі матэрыялы {{first}}. Астатнія матэрыялы выпуску называем і даём на іх спасылкі.',
    borrows: 'Матэрыялы {{first}}. Калі перакладу няма — {{others}}.',
    original: 'Кожны матэрыял на мове аўтара, {{languages}}.',
  },
} as const satisfies CatalogueOf<typeof english, 'be'>;
