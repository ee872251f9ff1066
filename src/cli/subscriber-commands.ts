import type { CatalogueGroup } from './catalogue-group.ts';

/** The people behind the lists. */
export const subscriberCommands: CatalogueGroup = {
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
};
