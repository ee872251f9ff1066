import { expect, test } from 'vitest';
import { accessibilityFaults } from './email-accessibility.ts';

const good = (body: string) =>
  `<html lang="be" dir="ltr"><head><title>Ліст</title></head><body><div lang="be" dir="ltr"><h1>Ліст</h1>${body}</div></body></html>`;

test('a mail without faults has none', () => {
  expect(accessibilityFaults(good('<p style="font-size:16px;line-height:1.5">Так</p>'))).toEqual([]);
});

test.each([
  ['<html><head><title></title></head><body><div><h1>a</h1></div></body></html>', 'html needs lang and dir'],
  [good('').replace('<div lang="be"', '<div lang="ru"'), 'the wrapper inside body'],
  [good('').replace('<title>Ліст</title>', '<title> </title>'), 'title is empty'],
  [good('<h1>два</h1>'), 'one h1'],
  [good('<h3>тры</h3>'), 'skips a level'],
  [good('<table><tr><td>a</td></tr></table>'), 'neither presentation'],
  [good('<table><tr><th>a</th></tr></table>'), 'needs a scope'],
  [good('<img src="cid:a" alt="" width="1" height="1">'), 'an img needs alt'],
  [good('<a href="https://a.example.org">тут</a>'), 'does not say where it leads'],
  [good('<a href="https://a.example.org">а</a><a href="https://b.example.org">а</a>'), 'leads to'],
  [good('<a href="https://a.example.org" style="text-decoration:none">а</a>'), 'not underlined'],
  [good('<p style="font-size:14px">а</p>'), 'smaller than 16px'],
  [good('<p style="line-height:1.2">а</p>'), 'tight lines'],
  [good('<p style="color:#000">а</p>'), 'pure black'],
  [good('<p>Привет, мир</p>'), 'in be: "Привет'],
  [good('<i style="display:none">а</i><i style="display:none">а</i>'), 'more than one hidden'],
])('%# a fault is seen', (html, fault) => {
  expect(accessibilityFaults(html).join('\n')).toContain(fault);
});
