import { join, resolve } from 'node:path';
import { buildSite } from '#site/build.ts';
import { defineCommand, jsonArg } from '../command.ts';
import { counted } from '../output.ts';
import { readSettings } from '../settings.ts';

export const build = defineCommand({
  details: [
    'Checks the content, then builds every page in every language. The site that was there is replaced as a whole, and only after the build succeeded. It is plain files: any web server, mirror or USB stick will do.',
  ],
  args: {
    out: { type: 'string', valueHint: 'folder', description: 'Where to; otherwise dist/ beside content/' },
    ...jsonArg,
  },
  async run({ out, json }, terminal) {
    const settings = readSettings(terminal.env);
    const outDir = out === undefined ? join(settings.root, 'dist') : resolve(terminal.folder, out);
    if (!json) terminal.note('Building. The first time takes longer: pictures are made in several sizes.');
    const built = await buildSite({ root: settings.root, outDir, now: new Date(), doors: settings.url });
    if (json) terminal.json({ ...built, folder: outDir });
    else {
      terminal.say(`Built ${counted(built.pages, 'page', 'pages')} in ${built.seconds.toFixed(1)} s into ${outDir}`);
      if (built.nextPublished) terminal.say(`Something is held back until ${built.nextPublished}: build again then.`);
    }
    return 0;
  },
});
