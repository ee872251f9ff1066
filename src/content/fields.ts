import { z } from 'zod';
import { isLanguage, type Language, languages, type Words } from '#i18n/languages.ts';
import { forbiddenCharacters } from './characters.ts';
import { isDay } from './days.ts';
import { linkFault } from './links.ts';

/** A field with what the documentation says of it and a line as it is written; an error's hint shows both. */
export function field<Schema extends z.ZodType>(schema: Schema, description: string, example: string): Schema {
  return schema.meta({ description, examples: [example] });
}

/** One line of words as a reader meets it, and as a header of a mail may hold it: something, not too long, nothing unseen. */
export function line(max: number) {
  return words(max, 'line');
}

/** Words that may run over several lines. */
export function paragraph(max: number) {
  return words(max, 'text');
}

/** The same line in every language of the newsletter. Languages that it does not have repeat its first one, unseen. */
export function perLanguage(spoken: readonly Language[], max: number) {
  return z
    .partialRecord(z.enum(languages), line(max))
    .superRefine((given, context) => {
      for (const language of spoken.filter(one => given[one] === undefined)) {
        context.addIssue({ code: 'custom', path: [language], message: 'is missing', params: { rule: 'missing-key' } });
      }
    })
    .transform((given): Words => {
      const [first] = Object.values(given);
      const word = (language: Language) => given[language] ?? first ?? '';
      return { en: word('en'), be: word('be'), ru: word('ru') };
    });
}

/** Lower-case Latin letters, digits and hyphens: what addresses of pages are made of. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const slug = matching(slugPattern, 60, 'slug', 'may hold only the letters a–z, digits and single hyphens');

/** `2024-04-15/economy`: a commentary by the folder of its issue and its slug. */
export const reference = matching(
  /^\d{4}-\d{2}-\d{2}(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/,
  120,
  'reference',
  'must name a commentary as `issue/slug`',
);

export const day = z.string().refine(isDay, {
  error: 'must be a day that exists, written `YYYY-MM-DD`',
  params: { rule: 'impossible-date' },
});

/** An ISO 8601 moment with its offset from UTC, to the minute or the second. */
export const moment = z.string().refine(
  value => {
    const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(
      value,
    );
    return match?.[1] !== undefined && isDay(match[1]);
  },
  { error: 'must be a moment that exists, with its offset from UTC', params: { rule: 'moment' } },
);

export const language = z.enum(languages);

/** Any address that a link of ours may have, `https://…` or a page of this site. */
export const href = z.string().superRefine((value, context) => {
  const found = linkFault(value);
  if (found)
    context.addIssue({ code: 'custom', message: found.message, params: { rule: found.rule, hint: found.hint } });
});

/** A mailbox in ASCII, without a name: `editors@example.org`. */
export const mailbox = matching(
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/,
  254,
  'mailbox',
  'must be one plain mail address, such as `editors@example.org`',
);

export const domain = matching(
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
  253,
  'domain',
  'must be a domain in lower case, such as `bounces.example.org`',
);

/** `ru@<digest>` */
export const source = matching(
  /^(?:en|be|ru)@[0-9a-f]{64}$/,
  80,
  'source',
  'must be a language, `@` and a digest of 64 characters',
).transform(written => {
  const [name, digest = ''] = written.split('@');
  return { language: isLanguage(name) ? name : languages[0], digest };
});

function words(max: number, kind: 'line' | 'text') {
  return z.string().superRefine((value, context) => {
    if (value.trim() === '') {
      context.addIssue({ code: 'custom', message: 'is empty', params: { rule: 'empty' } });
    }
    if (value.length > max) {
      const message = `is ${value.length.toLocaleString('en')} characters long; at most ${max} fit`;
      context.addIssue({ code: 'custom', message, params: { rule: 'too-long' } });
      return;
    }
    const names = [...new Set(forbiddenCharacters(value, kind).map(({ name }) => name))];
    if (names.length > 0) {
      const message =
        names.includes('U+000A') && names.length === 1
          ? 'holds a line break; it must be one line'
          : `holds ${names.join(', ')}, which no reader can see`;
      context.addIssue({ code: 'custom', message, params: { rule: 'control-character' } });
    }
  });
}

function matching(pattern: RegExp, max: number, rule: string, message: string) {
  return z.string().refine(value => value.length <= max && pattern.test(value), { error: message, params: { rule } });
}
