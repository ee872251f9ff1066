import type { CatalogueOf } from '../../catalogue.ts';
import type { mail as english } from '../en/mail.ts';

export const mail = {
  title: 'Vesnik',
} as const satisfies CatalogueOf<typeof english, 'ru'>;
