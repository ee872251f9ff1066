import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'astro/config';
import { clone, siteConfig } from './src/site/config.ts';

export default defineConfig(
  siteConfig({
    contentRoot: resolve(process.env.VESNIK_ROOT ?? clone),
    doors: process.env.VESNIK_URL || undefined,
    workFolder: fileURLToPath(new URL('.cache/dev', import.meta.url)),
  }),
);
