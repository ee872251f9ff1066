import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { pictureBudgetBytes } from '#render/mail-pictures.ts';
import { clipBytes } from '#render/mail-size.ts';
import { slots } from '#slots.ts';
import { accessibilityFaults, attribute, elementsOf } from './email-accessibility.ts';
import { doorsUrl, everyOccasion, everyVariant, small, whole } from './sample.ts';

const sent = [...(await everyVariant(small)), ...(await everyVariant(whole)), ...(await everyOccasion(whole))];
const shown = sent.flatMap(one => (one.mail.html === undefined ? [] : [{ ...one, html: one.mail.html }]));

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A mail must work without <style>.
    'no-inline-style': 'off',
    // Outlook lays out by these, and by comments that only it reads.
    'no-deprecated-attr': 'off',
    'no-conditional-comment': 'off',
    // What the Email Markup Consortium asks for, in the words that mail programs know.
    'presentation-role-style': 'off',
    'prefer-native-element': 'off',
    // MJML writes it in small letters; HTML allows both.
    'doctype-style': 'off',
  },
});

describe.each(shown)('the mail $name', ({ html, mail }) => {
  test('is valid HTML', async () => {
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
  });

  test('is accessible by the list', () => {
    expect(accessibilityFaults(html)).toEqual([]);
  });

  test('keeps to its sizes', () => {
    const styles = html.match(/<style[^>]*>[^<]*/g) ?? [];
    expect(Buffer.byteLength(styles.join(''))).toBeLessThanOrEqual(8192);
    expect(mail.sizeBytes).toBe(Buffer.byteLength(html));
    expect(mail.sizeBytes).toBeLessThan(clipBytes);
    const pictures = mail.pictures.reduce((sum, { base64 }) => sum + Buffer.from(base64, 'base64').length, 0);
    expect(pictures).toBeLessThanOrEqual(pictureBudgetBytes);
  });

  test('asks nobody for anything: every address but those of links is inside the mail', () => {
    const cids = mail.pictures.map(({ cid }) => `cid:${cid}`);
    const elements = elementsOf(parse(html));
    const asked = elements.flatMap(element =>
      element.attrs.flatMap(({ name, value }) =>
        (element.tagName === 'a' && name === 'href') || name.startsWith('xmlns')
          ? []
          : (value.match(/[\w+.-]+:\/\/\S+|cid:\S+/g) ?? []),
      ),
    );
    expect(asked.filter(address => !cids.includes(address))).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(cids));
    expect(
      html.match(
        /url\(|@import|@font-face|srcset|<(?:script|link|iframe|form|video|audio|picture|svg|object|embed|base)\b/i,
      ),
    ).toBeNull();
    expect(elements.filter(({ tagName }) => tagName === 'a').map(link => attribute(link, 'href'))).not.toContain(
      undefined,
    );
  });

  test('writes Cyrillic as it is, and nothing that programs of mail do not know', () => {
    const styles = html.match(/style="[^"]*"|<style[^>]*>[^<]*/g) ?? [];
    expect(html.match(/&#(?:x0?4[0-9a-f]{2}|1[01]\d\d);/gi)).toBeNull();
    expect(styles.join('\n').match(/\bvar\(|display:\s*(?:flex|grid)|position:/g)).toBeNull();
    expect(html.match(/[\u200b\u202a-\u202e\u2060\ufeff\ue000\ue001]/g)).toBeNull();
  });

  test('has its personal links as slots', () => {
    expect(html).toContain(`href="${doorsUrl}/u/${slots.unsubscribeToken.placeholder}"`);
    expect(html).toContain(`href="${doorsUrl}/p/${slots.preferencesToken.placeholder}?list=`);
  });
});

describe.each(sent)('the text of $name', ({ mail: { text, form, html } }) => {
  test('has lines of 72 characters, but for addresses', () => {
    const long = text.split('\n').filter(line => [...line].length > 72 && !/^\s*(?:\[\d+\] )?https?:\S+$/.test(line));
    expect(long).toEqual([]);
  });

  test('has its personal links as slots', () => {
    expect(text).toContain(`\n${doorsUrl}/u/${slots.unsubscribeToken.placeholder}\n`);
    expect(text).toContain(`${doorsUrl}/p/${slots.preferencesToken.placeholder}?list=`);
  });

  test('has every note of a link that it calls', () => {
    const called = new Set([...text.matchAll(/\u00a0\[(\d+)\]/g)].map(([, number]) => number));
    const given = new Set([...text.matchAll(/^\[(\d+)\] https?:/gm)].map(([, number]) => number));
    expect(called.difference(given)).toEqual(new Set());
  });

  test('stands alone in the plain form only', () => {
    expect(html === undefined).toBe(form === 'plain');
  });
});
