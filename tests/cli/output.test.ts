import { describe, expect, test } from 'vitest';
import { counted, paint, table, wantsColour, wrap } from '#cli/output.ts';
import { type ProgressStream, showProgress } from '#cli/progress.ts';
import { escapeControls, redactor, withoutAddresses } from '#cli/redact.ts';

describe('colours', () => {
  test.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: false }, {}, false],
    [{}, { FORCE_COLOR: '1' }, false],
  ])('on %j with %j: %s', (stream, env, expected) => {
    expect(wantsColour(stream, env)).toBe(expected);
  });

  test('leave words as they are where they are not wanted', () => {
    expect(paint(false)('red', 'Error')).toBe('Error');
    expect(paint(true)('red', 'Error')).toBe('\x1b[31mError\x1b[39m');
  });
});

describe('lines', () => {
  test('of a table stand in columns, whatever alphabet and colour', () => {
    const rows = [
      ['be', paint(true)('green', '1')],
      ['спіс', '1,200'],
    ];
    expect(table([{ title: 'list' }, { title: 'sent', align: 'right' }], rows)).toEqual([
      '  list   sent',
      '  be        \x1b[32m1\x1b[39m',
      '  спіс  1,200',
    ]);
  });

  test('are broken between words', () => {
    expect(wrap('one two three four', 9, '  ')).toEqual(['  one two', '  three', '  four']);
  });

  test('count as people do', () => {
    expect([counted(1, 'person', 'people'), counted(0, 'person', 'people'), counted(1200, 'person', 'people')]).toEqual(
      ['1 person', '0 people', '1,200 people'],
    );
  });
});

describe('progress', () => {
  function watched(isTTY: boolean, asJson = false) {
    const written: string[] = [];
    let at = 0;
    const stream: ProgressStream = { isTTY, columns: 100, write: words => written.push(words) };
    const progress = showProgress('Mailing', stream, { asJson, now: () => at });
    return { written, progress, pass: (ms: number) => (at += ms) };
  }

  test('is one line drawn over and over on a terminal, and gone at the end', () => {
    const { written, progress, pass } = watched(true);
    progress.update(0, 100);
    pass(50);
    progress.update(20, 100);
    pass(1000);
    progress.update(50, 100);
    progress.end();
    expect(written).toHaveLength(3);
    expect(written[1]).toContain('50 of 100, 48 a second, about 1 s left');
    expect(written.every(words => words.startsWith('\r'))).toBe(true);
  });

  test('is a plain line every half minute where nobody watches', () => {
    const { written, progress, pass } = watched(false);
    for (let done = 0; done <= 70; done += 1) {
      progress.update(done, 70);
      pass(1000);
    }
    progress.end();
    expect(written).toHaveLength(2);
    expect(written[1]).toContain('60 of 70, 1 a second, about 10 s left');
    expect(written.join('')).not.toMatch(/[\r\x1b]/u);
  });

  test('says by the last minute how long it will take, not by what was before a pause', () => {
    const { written, progress, pass } = watched(true);
    progress.update(0, 1000);
    pass(1000);
    progress.update(100, 1000);
    pass(600_000);
    progress.update(100, 1000);
    for (let done = 110; done <= 300; done += 10) {
      pass(5000);
      progress.update(done, 1000);
    }
    expect(written.at(-1)).toContain('300 of 1,000, 2 a second, about 6 min left');
  });

  test('is a line of JSON a second where a machine asked for it, on a terminal too', () => {
    const { written, progress, pass } = watched(true, true);
    for (let done = 0; done <= 20; done += 1) {
      progress.update(done, 70, { sent: done, failed: 0 });
      pass(500);
    }
    progress.end();
    expect(written).toHaveLength(11);
    const line: unknown = JSON.parse(written.at(-1) ?? '');
    expect(line).toEqual({
      ...{ progress: 'Mailing', done: 20, total: 70, perSecond: 2, secondsLeft: 25 },
      counts: { sent: 20, failed: 0 },
    });
  });
});

describe('what is printed', () => {
  test('holds no secret, in any spelling', () => {
    const redact = redactor(['p@ss word', undefined]);
    for (const form of ['p@ss word', encodeURIComponent('p@ss word'), Buffer.from('p@ss word').toString('base64')]) {
      expect(redact(`x ${form} y`)).toBe('x [hidden] y');
    }
  });

  test('holds no password of an address, even of one that is not known', () => {
    expect(redactor([])('smtps://user:geheim@mail.example.org:465')).toBe('smtps://user:[hidden]@mail.example.org:465');
  });

  test.each(['reader@example.org', '"a b"@example.org', 'чытач@пошта.бел', "o'x_y+z@mail.example.org"])(
    'of a defect hides %s',
    address => {
      expect(withoutAddresses(`550 <${address}> unknown`)).toBe('550 <[hidden]> unknown');
    },
  );

  test('cannot steer the terminal', () => {
    expect(escapeControls('a\x1b]0;title\x07b\x9bc\u202ed\re')).toBe(
      'a\\u{1b}]0;title\\u{7}b\\u{9b}c\\u{202e}d\\u{d}e',
    );
    expect(escapeControls('\x1b[31mred\x1b[39m\n\tok')).toBe('\x1b[31mred\x1b[39m\n\tok');
  });
});
