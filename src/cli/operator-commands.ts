import type { CatalogueGroup } from './catalogue-group.ts';

/** What whoever runs the service needs. */
export const operatorCommands: CatalogueGroup = {
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
};
