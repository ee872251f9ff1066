import { dev } from 'astro';
import { siteConfig } from '#site/config.ts';

// A process of its own: inside Vitest Astro leaves its dev server out. Told the newsletter's root and a folder to work in.
const [, , contentRoot = '', workFolder = ''] = process.argv;
const server = await dev({
  ...siteConfig({ contentRoot, workFolder }),
  configFile: false,
  root: workFolder,
  logLevel: 'silent',
  server: { port: 0, host: '127.0.0.1' },
});
process.on('disconnect', () => {
  void server.stop().then(() => process.exit());
});
process.send?.({ port: server.address.port });
