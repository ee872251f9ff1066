import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { openNewsroom, people } from './newsroom.ts';

const room = await openNewsroom({
  rcpt: to => (to.startsWith('lena') ? `550 5.1.1 <${to}> no such user, session ${to.length}x9` : undefined),
  message: ({ to }) => (to[0]?.startsWith('pavel') ? `450 4.2.2 <${to[0]}> mailbox full` : undefined),
});
const { issue, vesnik } = room;
// Not until the one that was put off has gone: that takes minutes.
const stop = new AbortController();
const sending = vesnik(['send', issue, '--yes', '--skip', 'web', '--progress', 'json'], { signal: stop.signal });
await room.relay.whenTaken(4);
stop.abort();
const { err: sendingErr } = await sending;

test('send tells its progress as lines of JSON where a machine asked for them', () => {
  const lines = sendingErr.split('\n').filter(line => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(0);
  const last: unknown = JSON.parse(lines.at(-1) ?? '');
  expect(last).toMatchObject({ progress: `Mailing ${issue}`, total: 5, counts: { uncertain: 0 } });
});

test('status says by provider and with the servers’ words what did not arrive, and names nobody', async () => {
  const { out } = await vesnik(['status', issue]);
  expect(out).toContain('Why some did not arrive:');
  expect(out).toMatch(/1 +failed +all others +550 5\.1\.1/u);
  expect(out).toMatch(/1 +will be tried again +all others +450 4\.2\.2/u);
  const { out: json } = await vesnik(['status', issue, '--json']);
  const found: unknown = JSON.parse(json);
  expect(found).toMatchObject({
    byProvider: { other: { failed: 1, deferred: 1, sent: 3 } },
    reasons: [{ count: 1 }, { count: 1 }],
  });
  for (const address of people) expect(out + json).not.toContain(address);
});

test.each(['en', 'be', 'ru'])(
  'status --html is a valid page in %s that asks nobody and names nobody',
  async language => {
    const { code } = await vesnik(['status', issue, '--html', '--language', language, '--out', 'status.html']);
    expect(code).toBe(0);
    const page = await readFile(join(room.folder, 'status.html'), 'utf8');
    const { results } = await new HtmlValidate({ extends: ['html-validate:recommended'] }).validateString(page);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
    expect(page).toContain(`<html lang="${language}" dir="ltr">`);
    expect(page).toContain('550 5.1.1');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/u);
    for (const address of people) expect(page).not.toContain(address);
  },
);

test('the page fits a phone: what is wider scrolls by itself, and has no accessibility fault', async () => {
  const browser = await openBrowser();
  try {
    const { out } = await vesnik(['status', issue, '--html', '--language', 'ru']);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 320, height: 700 }, colorScheme });
      await page.setContent(out);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await page.evaluate(axe.source);
      const faults = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
      expect(faults).toEqual([]);
    }
  } finally {
    await browser.close();
  }
});

test('a page of no mailing is wrong usage, one of an unknown mailing is refused', async () => {
  expect((await vesnik(['status', '--html'])).code).toBe(2);
  expect((await vesnik(['status', '2031-01-06', '--html'])).code).toBe(1);
  expect((await vesnik(['status', issue, '--out', 'status.html'])).code).toBe(2);
});
