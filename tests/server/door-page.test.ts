import { describe, expect, it } from 'vitest';
import { languages } from '#i18n/languages.ts';
import { fillShell } from '#server/door-page.ts';
import { plainPage } from '#server/plain-page.ts';
import { type ShellName, shells } from '#server/shells.ts';
import { forms } from '#store/subscriber-state.ts';
import { lists } from './door-server.ts';

describe('a shell', () => {
  it('gets its text holes escaped and its flags as attributes, in one pass', () => {
    const shell =
      '<form action="[[action]]"><input [[checked-be]]><input [[checked-ru]]=""><p [[hidden-active]]>[[list]] [[unknown]]</p>';
    const filled = fillShell(shell, {
      text: { action: '"><script>', list: '[[action]] & {{x}}' },
      flags: ['checked-be', 'hidden-active'],
    });
    expect(filled).toBe(
      '<form action="&quot;&gt;&lt;script&gt;"><input checked><input ><p hidden>[[action]] &amp; &#123;&#123;x&#125;&#125; </p>',
    );
  });

  it('reads no value from the prototype', () => {
    expect(fillShell('[[constructor]][[tostring]]', { text: {} })).toBe('');
  });
});

describe('the plain page', () => {
  const names: ShellName[] = [
    'subscribe',
    'subscribe-thanks',
    'confirm',
    'confirmed',
    'not-me',
    'not-me-done',
    'link-expired',
    'too-many',
    'unsubscribe',
    'unsubscribed',
    'resubscribed',
    'preferences',
    'preferences-saved',
    'paused',
    'link-sent',
    'data',
    'data-over',
    'forgotten',
    'unknown-link',
  ];

  it('exists for every shell', () => {
    expect(names.toSorted()).toEqual(Object.keys(shells).toSorted());
  });

  it.each(languages)('of signing up in %s has the trap, the words of safety and what was answered before', language => {
    const holes = { text: { settled: 'spelling' }, flags: [], lists };
    const page = plainPage('subscribe', language, { ...holes, safety: 'Mind <who> reads your mail.' });
    expect(page).toMatch(/<div hidden><label>[^<]+<input type="text" name="website" tabindex="-1"/);
    expect(page).toContain('Mind &lt;who&gt; reads your mail.');
    expect(page).toContain('<input type="hidden" name="settled" value="spelling">');
    expect(plainPage('subscribe', language, holes)).toContain('name="website"');
  });

  it('of the preferences checks the list and the form of the mails, and explains the discreet one', () => {
    const page = plainPage('preferences', 'en', { flags: ['checked-ru', 'checked-form-discreet'], lists });
    expect(page.match(/value="[a-z-]+"(?: required)? checked/g)).toEqual([
      'value="ru" required checked',
      'value="discreet" checked',
    ]);
    expect(page).toContain('> Discreet<br>The sender’s name and the subject are neutral.</label>');
    for (const name of forms) expect(page).toContain(`<input type="radio" name="form" value="${name}"`);
  });

  it.each(languages)('is whole in %s and leaves no hole', language => {
    for (const name of names) {
      const page = plainPage(name, language, {
        text: { action: '/u/x', list: 'L', form: 'F', preferences: '/p/x' },
        flags: ['checked-be'],
        lists,
      });
      expect(page).toContain(`<html lang="${language}"`);
      expect(page).not.toMatch(/\{\{|\[\[|undefined|doors\.|joining\.|staying\./);
    }
  });
});
