import { z } from 'zod';
import type { Language } from '#i18n/languages.ts';
import { isTimezone } from './days.ts';
import { day, domain, field, href, language, mailbox, perLanguage, reference, slug } from './fields.ts';
import { listSchema } from './list-schema.ts';

/** newsletter.yaml of a newsletter in these languages. */
export function newsletterSchema(spoken: readonly Language[]) {
  const words = (max: number) => perLanguage(spoken, max);
  const link = { label: words(100), href };
  return z.strictObject({
    name: field(words(100), 'What the newsletter is called.', 'name: { en: Vantage, be: Далягляд, ru: Горизонт }'),
    tagline: field(words(200), 'What it is, in a few words.', 'tagline: { en: A weekly review, … }'),
    promise: field(words(400), 'What you get and how often.', 'promise: { en: One mail every Monday, … }'),
    url: field(
      z
        .string()
        .regex(/^https?:\/\/[a-z0-9.-]+(?::\d+)?\/?$/, {
          error: 'must be an address without a path, such as `https://example.org`',
        })
        .transform(url => url.replace(/\/$/, '')),
      'The public address of the site.',
      'url: https://newsletter.example.org',
    ),
    languages: field(
      z.array(language).min(1),
      'The languages of the newsletter, the most important first.',
      'languages: [en, be, ru]',
    ),
    lists: field(
      z.record(slug, listSchema).refine(lists => Object.keys(lists).length > 0, {
        error: 'is empty',
        params: { rule: 'empty' },
      }),
      'What readers sign up for.',
      'lists: { en: { interface: en, take: [en] } }',
    ),
    timezone: field(
      z.string().refine(isTimezone, { error: 'is not a time zone', params: { rule: 'timezone' } }),
      'A zone of the IANA database.',
      'timezone: Europe/Minsk',
    ),
    sender: field(
      z.strictObject({
        name: field(words(100), 'The name that mails come from.', 'name: { en: Vantage, … }'),
        address: field(mailbox, 'The address that mails come from.', 'address: editors@example.org'),
        confirmations: field(mailbox, 'Another address, for confirmations.', 'confirmations: welcome@example.org'),
        replyTo: field(mailbox.optional(), 'Where answers go.', 'replyTo: letters@example.org'),
        bounces: field(
          domain,
          'The domain of the addresses that bounces come back to.',
          'bounces: bounces.example.org',
        ),
        postalAddress: field(
          words(400),
          'Where the newsletter lives, for the footer.',
          'postalAddress: { en: P.O. Box 1, … }',
        ),
      }),
      'Who sends the mails.',
      'sender: { name: …, address: …, confirmations: …, bounces: …, postalAddress: … }',
    ),
    links: field(
      z
        .strictObject({
          follow: field(
            z.array(z.strictObject(link)).max(20).default([]),
            'Where else you are to be found.',
            'follow: []',
          ),
          support: field(z.strictObject(link).optional(), 'Where readers may give.', 'support: { label: …, href: … }'),
          sister: field(
            z.strictObject({ ...link, text: words(400) }).optional(),
            'A sister publication.',
            'sister: { label: …, href: …, text: … }',
          ),
        })
        .prefault({}),
      'Links of the footer.',
      'links: { follow: [] }',
    ),
    licence: field(
      z.strictObject(link).optional(),
      'Under what conditions texts may be used again.',
      'licence: { label: { en: CC BY 4.0, … }, href: https://creativecommons.org/licenses/by/4.0/ }',
    ),
    picks: field(z.array(reference).max(20).default([]), 'The editors’ picks, as `issue/slug`.', 'picks: [issue/slug]'),
    notice: field(
      z
        .strictObject({
          text: field(words(300), 'The words of the strip.', 'text: { en: We have moved, … }'),
          href: field(href.optional(), 'Where it leads.', 'href: https://example.org/'),
          until: field(day.optional(), 'The last day that shows it.', 'until: 2024-12-31'),
        })
        .optional(),
      'A strip on every page.',
      'notice: { text: { en: We have moved, … } }',
    ),
    safetyNotice: field(
      words(1000).optional(),
      'Shown by forms and in the footers of mails.',
      'safetyNotice: { en: …, be: …, ru: … }',
    ),
    discreet: field(
      z
        .strictObject({
          sender: field(
            words(100),
            'A name of the sender that tells nobody what this is.',
            'sender: { en: Weekly letter, … }',
          ),
          subject: field(
            words(100),
            'A subject that tells nobody; {date} becomes the period or the day.',
            'subject: { en: "Your letter, {date}", … }',
          ),
        })
        .optional(),
      'How mails look in an inbox to whoever chose the discreet form.',
      'discreet: { sender: { en: Weekly letter, … }, subject: { en: "Your letter, {date}", … } }',
    ),
    safetyDomains: field(
      z.array(domain).max(500).default([]),
      'Mail providers that could be made to hand over mail; whoever signs up with one is asked once more.',
      'safetyDomains: [mail.example]',
    ),
    notify: field(
      z.array(mailbox).max(20).default([]),
      'Who is told how a mailing went.',
      'notify: [editors@example.org]',
    ),
    mail: field(
      z
        .strictObject({
          images: field(
            z.enum(['embedded', 'remote', 'none']).default('embedded'),
            'Pictures in mails.',
            'images: embedded',
          ),
          overLimit: field(
            z.enum(['whole', 'shorten']).default('whole'),
            'What becomes of a mail that is too long.',
            'overLimit: whole',
          ),
        })
        .prefault({}),
      'How mails are made.',
      'mail: { images: embedded, overLimit: whole }',
    ),
  });
}
