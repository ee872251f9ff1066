import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/** A real browser: the one that CHROMIUM_PATH names, else the one inside the npm package. */
export async function openBrowser(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  // These two make the process die with its first context.
  const args = chromium.args.filter(each => each !== '--single-process' && each !== '--no-zygote');
  return CHROMIUM_PATH === undefined
    ? driver.launch({ executablePath: await chromium.executablePath(), args })
    : driver.launch({ executablePath: CHROMIUM_PATH });
}
