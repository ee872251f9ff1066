import type { CatalogueGroup } from './catalogue-group.ts';
import { operatorCommands } from './operator-commands.ts';
import { subscriberCommands } from './subscriber-commands.ts';

/** Every command, grouped by who uses it. */
export const catalogue: readonly CatalogueGroup[] = [
  {
    title: 'Have a look',
    commands: [
      {
        name: 'demo',
        summary: 'The whole way with sample content: check, build, mail, read in a local inbox',
        load: async () => (await import('./commands/demo.ts')).demo,
      },
    ],
  },
  {
    title: 'Write (editors; no database needed)',
    commands: [
      {
        name: 'new',
        summary: 'A new issue, commentary or letter with correct front matter',
        load: async () => (await import('./commands/new.ts')).newContent,
      },
      {
        name: 'check',
        summary: 'Everything that is wrong in the content, all at once',
        load: async () => (await import('./commands/check.ts')).check,
      },
      {
        name: 'render',
        summary: 'One mail as a list would get it, as HTML, text or .eml',
        load: async () => (await import('./commands/render.ts')).render,
      },
      {
        name: 'build',
        summary: 'The static site into dist/',
        load: async () => (await import('./commands/build.ts')).build,
      },
    ],
  },
  {
    title: 'Mail an issue',
    commands: [
      {
        name: 'send',
        summary: 'Look it over, confirm, approve and deliver; also tests (--to) and rehearsals (--dry-run)',
        load: async () => (await import('./commands/send.ts')).send,
      },
      {
        name: 'status',
        summary: 'What is sent, what waits and what failed, by list',
        load: async () => (await import('./commands/status.ts')).status,
      },
      {
        name: 'resume',
        summary: 'Go on after a pause, a stop or a crash',
        load: async () => (await import('./commands/resume.ts')).resume,
      },
      {
        name: 'pause',
        summary: 'Stop handing out a mailing; resume goes on with it',
        load: async () => (await import('./commands/pause.ts')).pause,
      },
      {
        name: 'cancel',
        summary: 'Give up what is not sent yet, for good',
        load: async () => (await import('./commands/cancel.ts')).cancel,
      },
    ],
  },
  subscriberCommands,
  operatorCommands,
];
