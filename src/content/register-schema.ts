import { z } from 'zod';
import type { Language } from '#i18n/languages.ts';
import { field, perLanguage, slug } from './fields.ts';
import { part } from './parts.ts';

/** topics.yaml: what commentaries are about, by id. */
export function topicsSchema(spoken: readonly Language[]) {
  return z.record(
    slug,
    z.strictObject({
      name: field(
        perLanguage(spoken, 100),
        'What readers call the topic.',
        'name: { en: Economy, be: Эканоміка, ru: Экономика }',
      ),
      measure: field(perLanguage(spoken, 400), 'What “improved” means here.', 'measure: { en: Wages and prices, … }'),
    }),
  );
}

/** authors.yaml: who writes, by id. */
export function authorsSchema(spoken: readonly Language[]) {
  return z.record(
    slug,
    z.strictObject({
      name: field(perLanguage(spoken, 100), 'The name as readers see it.', 'name: { en: Foreign desk, … }'),
      role: field(perLanguage(spoken, 200).optional(), 'What the author does.', 'role: { en: Editors, … }'),
      biography: field(perLanguage(spoken, 2000).optional(), 'A few sentences.', 'biography: { en: …, be: …, ru: … }'),
      picture: field(z.string().optional(), 'A jpg or png file in content/.', 'picture: ./authors/foreign-desk.jpg'),
      hidden: field(z.boolean().default(false), 'Off every page, feed, mail and file name.', 'hidden: true'),
    }),
  );
}

/** What of authors.yaml can be looked at where another key is faulty. */
export const authorParts = z.record(z.string(), part(z.object({ picture: part(z.string()) })));
