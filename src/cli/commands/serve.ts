import { join, resolve } from 'node:path';
import { listenForReaders } from '#server/listen.ts';
import { createServer } from '#server/server.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { readNewsletter } from '../newsletter.ts';
import { portNumber } from '../numbers.ts';
import { onPort } from '../ports.ts';
import { publicUrl } from '../relay.ts';
import { readSettings } from '../settings.ts';
import { untilStopped } from '../stopping.ts';
import { useStore } from '../store-access.ts';

export const serve = defineCommand({
  details: [
    'Serves the built site and the doors: unsubscribing and preferences by personal link. Put a proxy that ends TLS in front of it. Links are made with VESNIK_URL, never with what a request says.',
  ],
  args: {
    port: { type: 'string', valueHint: 'port', default: '8080', description: 'Where to listen; 0: any free port' },
    host: { type: 'string', valueHint: 'address', default: '127.0.0.1', description: 'Which address of this machine' },
    dist: { type: 'string', valueHint: 'folder', description: 'The built site; otherwise dist/ beside content/' },
  },
  async run({ port, host, dist }, terminal) {
    const settings = readSettings(terminal.env);
    const newsletter = await readNewsletter(settings);
    const wanted = portNumber('port', port);
    return useStore(settings, async (store): Promise<ExitCode> => {
      const app = createServer({
        store,
        distFolder: dist === undefined ? join(settings.root, 'dist') : resolve(terminal.folder, dist),
        publicUrl: publicUrl(settings, newsletter),
        languages: newsletter.languages,
        lists: newsletter.lists,
        onError: message => terminal.note(message),
      });
      const listening = await onPort('port', wanted, free => listenForReaders(app, { port: free, host }));
      terminal.say(
        `Serving at ${listening.url}/, known to readers as ${publicUrl(settings, newsletter)}. Ctrl+C stops it.`,
      );
      await untilStopped(terminal.signal);
      await listening.close();
      terminal.say('Stopped. No request was cut off.');
      return 0;
    });
  },
});
