import { z } from 'zod';
import { field, language } from './fields.ts';

/** One of `lists` in newsletter.yaml. */
export const listSchema = z
  .strictObject({
    interface: field(language, 'The language of all that is not a commentary.', 'interface: be'),
    take: field(
      z.union([z.literal('original'), z.array(language).min(1)], {
        error: 'must be `original` or a list of languages, the preferred one first',
      }),
      'Which language of each commentary the list takes.',
      'take: [be, ru]',
    ),
    among: field(
      z.array(language).min(1).optional(),
      'With `take: original`: the languages it may be.',
      'among: [be, ru]',
    ),
  })
  .superRefine(({ take, among }, context) => {
    if (take === 'original' && !among) {
      context.addIssue({ code: 'custom', path: ['among'], message: 'is missing', params: { rule: 'missing-key' } });
    }
    if (take !== 'original' && among) {
      const message = 'belongs only to `take: original`';
      context.addIssue({ code: 'custom', path: ['among'], message, params: { rule: 'list' } });
    }
  })
  .transform(({ interface: spoken, take, among }) => ({
    interface: spoken,
    take,
    among: among ?? (take === 'original' ? [spoken] : take),
  }));
