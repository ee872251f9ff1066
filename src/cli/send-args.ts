import type { ArgsDef } from 'citty';
import { mailForms } from '#render/mail-form.ts';
import { issueArg, jsonArg, progressArg, yesArg } from './command.ts';
import { followUpArgs } from './follow-up-args.ts';
import { untranslatedChoices } from './issue-mails.ts';

/** What pre-flight may be told to leave out. */
const skippable = ['web'] as const;

/** What `send` may be told. */
export const sendArgs = {
  ...issueArg,
  ...followUpArgs,
  ...yesArg,
  'dry-run': {
    type: 'boolean',
    description: 'Look everything over and stop before anything is approved or, with --to, sent',
  },
  to: {
    type: 'string',
    valueHint: 'address',
    description: 'Send a marked test to this one address instead (with --list)',
  },
  list: {
    type: 'string',
    description: 'With --to: whose mail. With --translation: this list only, and what it had borrowed too',
  },
  form: { type: 'enum', options: [...mailForms], default: 'normal', description: 'With --to: which form of it' },
  at: {
    type: 'string',
    valueHint: 'moment',
    description: 'Send then, not now: 2030-04-22T09:00 in the newsletter’s time',
  },
  untranslated: {
    type: 'enum',
    options: [...untranslatedChoices],
    default: 'borrow',
    description: 'Take pieces from other languages, or go without',
  },
  skip: {
    type: 'enum',
    options: [...skippable],
    description: 'Do not ask whether the pages that it links to are published',
  },
  ...progressArg,
  ...jsonArg,
} satisfies ArgsDef;
