import type { Command, NamedCommand } from './command.ts';
import type { CommandGroup } from './help.ts';

/** A command that is read from its file only when somebody wants it. */
interface CommandEntry extends Pick<NamedCommand, 'name' | 'summary'> {
  readonly load: () => Promise<Command>;
}

interface CatalogueGroup extends CommandGroup {
  readonly commands: readonly CommandEntry[];
}

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
  {
    title: 'Subscribers',
    commands: [
      {
        name: 'subscribers import',
        summary: 'Add many from a CSV file',
        load: async () => (await import('./commands/subscribers-import.ts')).subscribersImport,
      },
      {
        name: 'subscribers export',
        summary: 'Write all of them as CSV',
        load: async () => (await import('./commands/subscribers-export.ts')).subscribersExport,
      },
      {
        name: 'subscribers add',
        summary: 'Add one',
        load: async () => (await import('./commands/subscribers-add.ts')).subscribersAdd,
      },
      {
        name: 'subscribers find',
        summary: 'What is known about one address',
        load: async () => (await import('./commands/subscribers-find.ts')).subscribersFind,
      },
      {
        name: 'subscribers move',
        summary: 'Put one on another list, or give their mails another form',
        load: async () => (await import('./commands/subscribers-move.ts')).subscribersMove,
      },
      {
        name: 'subscribers unsubscribe',
        summary: 'Take one off, at their wish',
        load: async () => (await import('./commands/subscribers-unsubscribe.ts')).subscribersUnsubscribe,
      },
      {
        name: 'subscribers forget',
        summary: 'Remove one and all that is known of them',
        load: async () => (await import('./commands/subscribers-forget.ts')).subscribersForget,
      },
      {
        name: 'subscribers stats',
        summary: 'How many there are, by list and state',
        load: async () => (await import('./commands/subscribers-stats.ts')).subscribersStats,
      },
      {
        name: 'bounces',
        summary: 'Read what came back, who complained and who left by mail',
        load: async () => (await import('./commands/bounces.ts')).bounces,
      },
    ],
  },
  {
    title: 'Run it (operators)',
    commands: [
      {
        name: 'init',
        summary: 'A newsletter of your own in a folder of its own',
        load: async () => (await import('./commands/init.ts')).init,
      },
      {
        name: 'serve',
        summary: 'The built site and the doors: unsubscribe and the like',
        load: async () => (await import('./commands/serve.ts')).serve,
      },
      {
        name: 'worker',
        summary: 'Deliver what is approved and due, until stopped',
        load: async () => (await import('./commands/worker.ts')).worker,
      },
      {
        name: 'migrate',
        summary: 'Bring the database to the shape that this version wants',
        load: async () => (await import('./commands/migrate.ts')).migrate,
      },
      {
        name: 'backup',
        summary: 'One consistent file, encrypted for you, without the key',
        load: async () => (await import('./commands/backup.ts')).backup,
      },
      {
        name: 'restore',
        summary: 'Put a backup into an empty place',
        load: async () => (await import('./commands/restore.ts')).restore,
      },
      {
        name: 'keys rotate',
        summary: 'New keys, and every address sealed anew, while all goes on',
        load: async () => (await import('./commands/keys-rotate.ts')).keysRotate,
      },
      {
        name: 'keys print',
        summary: 'The key for a sheet of paper',
        load: async () => (await import('./commands/keys-print.ts')).keysPrint,
      },
      {
        name: 'keys read',
        summary: 'The key back from its sheet of paper',
        load: async () => (await import('./commands/keys-read.ts')).keysRead,
      },
      {
        name: 'doctor',
        summary: 'Whether key, database, backups and settings are in good order',
        load: async () => (await import('./commands/doctor.ts')).doctor,
      },
      {
        name: 'inbox',
        summary: 'A local mail server with a page that shows what arrived',
        load: async () => (await import('./commands/inbox.ts')).inbox,
      },
    ],
  },
];
