import type { CatalogueOf } from '../../catalogue.ts';
import type { inbox as english } from '../en/inbox.ts';

export const inbox = {
  title: 'Vesnik',
} as const satisfies CatalogueOf<typeof english, 'be'>;
