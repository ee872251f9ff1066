import type { CatalogueOf } from '../../catalogue.ts';
import type { doors as english } from '../en/doors.ts';

export const doors = {
  title: 'Vesnik',
} as const satisfies CatalogueOf<typeof english, 'ru'>;
