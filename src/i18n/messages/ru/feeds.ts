import type { CatalogueOf } from '../../catalogue.ts';
import type { feeds as english } from '../en/feeds.ts';

export const feeds = {
  json: '{{name}} (JSON Feed)',
  topic: '{{name}}: {{topic}}',
  ofTopic: 'Всё, что мы пишем на эту тему: {{topic}}',
} as const satisfies CatalogueOf<typeof english, 'ru'>;
