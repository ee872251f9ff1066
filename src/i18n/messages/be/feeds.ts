import type { CatalogueOf } from '../../catalogue.ts';
import type { feeds as english } from '../en/feeds.ts';

export const feeds = {
  json: '{{name}} (JSON Feed)',
  topic: '{{name}}: {{topic}}',
  ofTopic: 'Усё, што мы пішам на гэтую тэму: {{topic}}',
} as const satisfies CatalogueOf<typeof english, 'be'>;
