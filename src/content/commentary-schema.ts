import { z } from 'zod';
import { day, field, language, line, moment, paragraph, reference, slug, source } from './fields.ts';
import { period } from './period.ts';
import { trends } from './trend.ts';

const coverSchema = z.strictObject({
  src: field(z.string(), 'A jpg or png file beside the commentary.', 'src: ./cover.jpg'),
  alt: field(
    line(400),
    'What is to be seen, for those who do not see it.',
    'alt: A bridge over the Bug, seen from Brest',
  ),
  caption: field(
    line(600).optional(),
    'What stands below the picture.',
    'caption: The bridge has been closed since May',
  ),
  credit: field(line(200).optional(), 'Who made the picture.', 'credit: Foreign desk'),
  archive: field(z.boolean().default(false), 'An old picture: readers are told.', 'archive: true'),
});

const audioSchema = z.strictObject({
  src: field(z.string(), 'A sound file beside the commentary.', 'src: ./interview.mp3'),
  title: field(line(200), 'What is to be heard.', 'title: The commentary, read aloud'),
  made: field(z.enum(['human', 'machine']).optional(), 'Who speaks; readers are told.', 'made: human'),
});

const correctionSchema = z.strictObject({
  date: field(day, 'The day of the correction.', 'date: 2024-04-25'),
  text: field(line(1000), 'What was wrong and what is right.', 'text: An earlier version gave the wrong day.'),
});

const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).default([]);

/** The front matter of a commentary. */
export const commentarySchema = z.strictObject({
  period: field(
    period,
    'The days that it is about, both included; begins on the folder’s date.',
    'period: 2024-04-15/2024-04-21',
  ),
  topic: field(slug, 'An id from topics.yaml.', 'topic: belarus-west'),
  trend: field(
    z.enum(trends).optional(),
    'How the situation moved. Leave it out where that was not assessed.',
    'trend: worsened',
  ),
  title: field(line(200), 'One sentence that says what happened.', 'title: The border closes for a week'),
  summary: field(line(1000), 'The lead paragraph.', 'summary: What happened, in two sentences.'),
  original: field(
    language.optional(),
    'In a translation: the language it was translated from. The original does not have it.',
    'original: ru',
  ),
  source: field(source.optional(), 'Written by `npx vesnik check --accept`.', 'source: ru@3f9a…'),
  author: field(
    z.preprocess(given => (typeof given === 'string' ? [given] : given), z.array(slug).max(20)).default([]),
    'An id from authors.yaml, or a list of them.',
    'author: foreign-desk',
  ),
  points: field(
    z.array(line(400)).min(2).max(4).default([]),
    'What it says, in two to four bullets.',
    'points: [First point, Second point]',
  ),
  cover: field(
    coverSchema.optional(),
    'The picture at the top.',
    'cover: { src: ./cover.jpg, alt: What is to be seen }',
  ),
  audio: field(
    audioSchema.optional(),
    'The piece as sound.',
    'audio: { src: ./interview.mp3, title: What is to be heard }',
  ),
  published: field(
    moment.optional(),
    'Not built before this moment. Else 09:00 on the day after the period.',
    'published: 2024-04-22T09:00+02:00',
  ),
  related: field(list(reference, 20), 'Other commentaries, as `issue/slug`.', 'related: [issue/slug]'),
  aliases: field(list(reference, 20), 'Former addresses; each leads here.', 'aliases: [2024-04-15/old-slug]'),
  corrections: field(
    list(correctionSchema, 50),
    'Shown on the page, in feeds and in the next mail.',
    'corrections: [{ date: 2024-04-25, text: What is right }]',
  ),
  withdrawn: field(
    paragraph(1000).optional(),
    'Why it was withdrawn: the page stays, the text goes.',
    'withdrawn: The source took its report back.',
  ),
  draft: field(z.boolean().default(false), 'Shown in development, never built, never mailed.', 'draft: true'),
});

export type CommentaryFields = z.infer<typeof commentarySchema>;
