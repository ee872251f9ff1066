import { join } from 'node:path';
import { latestIssue } from '#content/queries.ts';
import { VesnikError } from '#errors.ts';
import { buildSite } from '#site/build.ts';
import { migrate } from '#store/migrate.ts';
import type { Store } from '#store/open.ts';
import { defineCommand, type ExitCode } from '../command.ts';
import { checkDemoContent } from '../demo/demo-content.ts';
import { emptyDemoFolder } from '../demo/demo-folder.ts';
import { mailDemoIssue } from '../demo/demo-mailing.ts';
import { type DemoServers, startDemoServers } from '../demo/demo-servers.ts';
import { addDemoSubscribers } from '../demo/demo-subscribers.ts';
import type { SampleSubscriber } from '../demo/sample-subscribers.ts';
import { verifyMails } from '../demo/verification.ts';
import { borrowedLines, findingCount } from '../findings.ts';
import { mailingReport } from '../mailing-report.ts';
import { readLibrary } from '../newsletter.ts';
import { counted } from '../output.ts';
import { cloneRoot, type Settings } from '../settings.ts';
import { untilStopped } from '../stopping.ts';
import { masterKeyOf, useStore } from '../store-access.ts';
import type { Terminal } from '../terminal.ts';

export const demo = defineCommand({
  details: [
    'Takes the content of this clone the whole way, with a database, a key and a mail relay of its own: whatever your environment names is left alone, and no mail leaves this machine. It starts afresh every time.',
    'Then it keeps the site, the doors and the inbox open until Ctrl+C. With --once it looks into the inbox itself, says whether everybody got what they should, and ends: 0 if so, else 1.',
  ],
  examples: ['npm run demo', 'npm run demo -- --once'],
  args: { once: { type: 'boolean', description: 'Do it all, verify, report and end' } },
  async run({ once }, terminal) {
    const folder = await emptyDemoFolder(process.pid);
    const settings: Settings = {
      root: cloneRoot,
      databaseUrl: `file:${join(folder, 'vesnik.db')}`,
      key: { file: join(folder, 'vesnik.key') },
      rate: 0,
      connections: 4,
      trustedHops: 0,
      providerRates: {},
      providerConnections: {},
      pauseShare: 0,
      logLevel: 'warn',
    };
    await checkDemoContent(terminal);
    const masterKey = await masterKeyOf(settings, { makeIfMissing: true });
    await migrate({ url: settings.databaseUrl, masterKey }, new Date());
    return useStore(settings, store => tellStory({ store, settings, isOnce: once === true }, terminal));
  },
});

interface Story {
  readonly store: Store;
  readonly settings: Settings;
  readonly isOnce: boolean;
}

async function tellStory({ store, settings, isOnce }: Story, terminal: Terminal): Promise<ExitCode> {
  const distFolder = join(cloneRoot, 'dist');
  terminal.note('Building the site…');
  const built = await buildSite({ root: settings.root, outDir: distFolder, now: new Date() });
  terminal.say(`2. Built     ${counted(built.pages, 'page', 'pages')} into dist/ in ${built.seconds.toFixed(1)} s`);
  const { library } = await readLibrary(settings, new Date());
  const people = await addDemoSubscribers(
    store,
    library.newsletter.lists.map(({ id }) => id),
    terminal,
  );
  const issue = latestIssue(library)?.id;
  if (issue === undefined) throw noIssue();
  const servers = await startDemoServers({
    ...{ store, settings, newsletter: library.newsletter, distFolder, note: terminal.note },
  });
  try {
    const demoSettings = { ...settings, url: servers.siteUrl, smtpUrl: servers.inbox.smtpUrl };
    const { looked, status } = await mailDemoIssue(
      { store, settings: demoSettings, issue, siteUrl: servers.siteUrl },
      terminal,
    );
    terminal.say(`4. Mailed    ${issue} in ${counted(looked.mails.length, 'variant', 'variants')} (list × form)`);
    if (looked.flight.findings.length > 0) {
      terminal.say(`   ${findingCount(looked.flight.findings)} before sending; npx vesnik check ${issue} shows them.`);
    }
    terminal.say(...[...mailingReport(status), ...borrowedLines(looked.flight.borrowed)].map(line => `   ${line}`));
    const faults = await verifyMails({
      ...{ people, selections: looked.orders.map(({ selection }) => selection), doorsUrl: servers.siteUrl },
      mails: servers.inbox.mailbox.mails(),
    });
    terminal.say(
      ...verdict(
        faults,
        people,
        looked.library.newsletter.lists.map(({ id }) => id),
      ),
    );
    if (!isOnce) await stayOpen(servers, terminal);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await servers.close();
  }
}

function verdict(faults: readonly string[], people: readonly SampleSubscriber[], lists: readonly string[]): string[] {
  if (faults.length > 0) return [`5. Verified  NOT right:`, ...faults.slice(0, 20).map(fault => `   ${fault}`)];
  return [
    `5. Verified  in the inbox: each of ${people.length} subscribers of ${lists.join(', ')} got exactly one mail,`,
    '             every piece in the language that their list takes, and none in another',
  ];
}

async function stayOpen({ siteUrl, inbox }: DemoServers, terminal: Terminal): Promise<void> {
  terminal.say(
    '',
    `Read the mails  ${inbox.url}/`,
    `See the site    ${siteUrl}/   sign up there: what the form sends arrives in the inbox too`,
    'Ctrl+C stops it.',
  );
  await untilStopped(terminal.signal);
  terminal.say('Stopped. Nothing left this machine.');
}

function noIssue(): VesnikError {
  return new VesnikError({
    code: 'demo-empty',
    message: 'There is no issue to mail: content/issues holds none that may be shown.',
    hint: 'Write one: npx vesnik new',
  });
}
