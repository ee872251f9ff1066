import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { startInbox } from '../inbox/inbox.ts';
import { portNumber } from '../numbers.ts';
import { onPort } from '../ports.ts';
import { untilStopped } from '../stopping.ts';

export const inbox = defineCommand({
  details: [
    'Takes every mail that is sent to it and passes nothing on. The page shows each mail as HTML (in a frame that can do nothing and ask no other host), as text, its headers and its source.',
    'Mails are kept in memory, the newest 2,000; --folder keeps all of them as files too.',
  ],
  examples: [
    'npx vesnik inbox',
    'VESNIK_SMTP_URL=smtp://127.0.0.1:1025 npx vesnik send 2024-04-15 --to me@example.org --list be',
  ],
  args: {
    'smtp-port': {
      type: 'string',
      valueHint: 'port',
      default: '1025',
      description: 'Where mail is taken; 0: any free port',
    },
    port: { type: 'string', valueHint: 'port', default: '1080', description: 'Where the page is; 0: any free port' },
    folder: { type: 'string', valueHint: 'folder', description: 'Also keep each mail as a file <number>.eml there' },
  },
  async run(args, { folder: here, say, signal }) {
    const smtpPort = portNumber('smtp-port', args['smtp-port']);
    const webPort = portNumber('port', args.port);
    const running = await startInbox({
      smtp: start => onPort('smtp-port', smtpPort, start),
      web: start => onPort('port', webPort, start),
      ...(args.folder !== undefined && { folder: resolve(here, args.folder) }),
    });
    say(`Send mail to  ${running.smtpUrl}`, `Read it at    ${running.url}/`, 'Ctrl+C stops it.');
    await untilStopped(signal);
    await running.close();
    say(
      `Stopped. ${running.mailbox.mails().length} mails were here; they are gone${args.folder ? ', the files stay' : ''}.`,
    );
    return 0;
  },
});
