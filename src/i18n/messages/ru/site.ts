import type { CatalogueOf } from '../../catalogue.ts';
import type { site as english } from '../en/site.ts';

export const site = {
  title: 'Vesnik',
} as const satisfies CatalogueOf<typeof english, 'ru'>;
