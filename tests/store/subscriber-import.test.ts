import { randomBytes } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unguardCell } from '#store/csv-cell.ts';
import { forget } from '#store/forgetting.ts';
import { keepLeavingReason, leavingReasons } from '#store/leaving-reason.ts';
import type { Store } from '#store/open.ts';
import { pauseSubscriber } from '#store/pause.ts';
import type { RefusedRow } from '#store/row-press.ts';
import { rowProblemText } from '#store/row-problem.ts';
import { signUp } from '#store/sign-up.ts';
import { expireSignUps } from '#store/sign-up-confirmation.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { exportSubscribers } from '#store/subscriber-export.ts';
import { type ImportOptions, type ImportReport, importSubscribers } from '#store/subscriber-import.ts';
import { growthByMonth, reasonsForLeaving } from '#store/subscriber-stats.ts';
import { addSubscriber, allSubscribers, findByAddress, type Subscriber, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { person } from './people.ts';

const lists = ['en', 'be', 'ru', 'be-ru'].map(id => ({ id, interface: id.slice(0, 2) }));
const consent = { source: 'import: test', at: now };

async function* bytesOf(text: string, chunk = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

async function importText(
  store: Store,
  text: string,
  more: Partial<ImportOptions> = {},
): Promise<ImportReport & { refusals: RefusedRow[] }> {
  const refusals: RefusedRow[] = [];
  const onRefused = (rows: readonly RefusedRow[]): void => void refusals.push(...rows);
  const report = await importSubscribers(store, { source: bytesOf(text), lists, consent, now, onRefused, ...more });
  return { ...report, refusals };
}

/** All that is known of each but the reference, which is of this database. */
async function wholeList(store: Store): Promise<unknown[]> {
  const all: Omit<Subscriber, 'ref'>[] = [];
  for await (const { ref: _ref, ...known } of allSubscribers(store)) all.push(known);
  return all.sort((a, b) => a.address.localeCompare(b.address));
}

async function everybody(store: Store): Promise<string[]> {
  const all: string[] = [];
  for await (const { address, list, form, state, consent: given, pausedUntil } of allSubscribers(store)) {
    const { source, at, words } = given;
    all.push(
      [address, list, form, state, source, at.toISOString(), words, pausedUntil?.toISOString()].join(' ').trimEnd(),
    );
  }
  return all.sort();
}

async function exported(store: Store): Promise<string> {
  let csv = '';
  for await (const text of exportSubscribers(store)) csv += text;
  return csv;
}

function formulaLines(csv: string): string[] {
  return csv.split(/\r\n|\r|\n/).filter(line => /^"?[=+\-@\t＝＋－＠]/.test(line));
}

onBothDatabases(fresh => {
  describe('an import', () => {
    it('takes the good rows and reports each bad one with its line and reason, repeating nothing of it', async () => {
      const store = await fresh.store();
      const text = [
        'Email,__proto__,Language,note,note',
        'a@example.org,x,be_BY,,',
        'B@Example.org,x,Belarusian,"two\nlines",',
        'c@example.org,x,BE/RU,,',
        'not an address,x,be,,',
        'd@example.org,x,Klingon,,',
        'e@example.org,x,,,',
        'f@example.org',
        'g@example.org,x,ru,,,,surplus',
        'h\0@example.org,x,ru,,',
        '"i@example.org\r\nBcc: j@example.org",x,ru,,',
        '"k@example.org,x,ru,,',
        "l@example.org,x,рус,it's,",
        'Reader <m@example.org>,x,en,,',
        'b@EXAMPLE.ORG,x,en,,',
      ].join('\n');
      const report = await importText(store, text);
      expect(report).toEqual({
        rows: 14,
        added: 4,
        known: 1,
        suppressed: 0,
        refused: 9,
        newlySuppressed: 0,
        addedByList: { be: 2, 'be-ru': 1, ru: 1 },
        encoding: 'utf-8',
        stopped: false,
        tellsAbsence: false,
        refusals: [
          { line: 6, problem: 'address-not-one-address' },
          { line: 7, problem: 'list-unknown' },
          { line: 8, problem: 'list-missing' },
          { line: 9, problem: 'cells-missing' },
          { line: 10, problem: 'cells-extra' },
          { line: 11, problem: 'address-control-character' },
          { line: 12, problem: 'address-control-character' },
          { line: 14, problem: 'quotes' },
          { line: 16, problem: 'address-not-one-address' },
        ],
      });
      for (const { problem } of report.refusals)
        expect(rowProblemText(problem)).toMatch(/^[^@]{10,}$|before @|after @/);
      const stamp = `normal active import: test ${now.toISOString()}`;
      expect(await everybody(store)).toEqual(
        [
          `B@example.org be ${stamp}`,
          `a@example.org be ${stamp}`,
          `c@example.org be-ru ${stamp}`,
          `l@example.org ru ${stamp}`,
        ].sort(),
      );
    });

    it('leaves columns of status alone where --map says so, but none that can mean nothing else', async () => {
      const store = await fresh.store();
      const text = [
        'email,status,active,type,Standing,unsubscribed_at',
        'a@example.org,blocked,no,removed,member,',
        'b@example.org,active,yes,regular,gone,',
        'c@example.org,active,yes,regular,member,2024-01-01',
        'd@example.org,active,yes,regular,removed,',
      ].join('\n');
      const more = { defaultList: 'be', dryRun: true };
      const refusals = async (status: string) =>
        (await importText(store, text, { ...more, map: { status } })).refusals.map(({ line }) => line);
      expect(await refusals('')).toEqual([4]);
      expect(await refusals('Standing')).toEqual([3, 4, 5]);
      expect((await importText(store, text, more)).refusals.map(({ line }) => line)).toEqual([2, 4]);
    });

    it('run again adds nothing, and nobody who left, complained or was forgotten comes back', async () => {
      const store = await fresh.store();
      const text = 'email;мова\n1@example.org;бел\n2@example.org;рус\n3@example.org;англ\n4@example.org;en\n';
      expect(await importText(store, text)).toMatchObject({ added: 4, refused: 0 });
      const refOf = async (address: string) => (await findByAddress(store, address))?.ref ?? randomBytes(16);
      await unsubscribe(store, await refOf('1@example.org'), now);
      await suppress(store, '2@example.org', 'complained', now);
      await forget(store, await refOf('3@example.org'), { keepHash: true, now });
      expect(await importText(store, text, { dryRun: true })).toMatchObject({ added: 0, known: 2, suppressed: 2 });
      expect(await importText(store, text)).toMatchObject({ rows: 4, added: 0, known: 2, suppressed: 2 });
      expect((await findByAddress(store, '1@example.org'))?.state).toBe('unsubscribed');
      expect((await findByAddress(store, '2@example.org'))?.state).toBe('complained');
      expect(await findByAddress(store, '3@example.org')).toBeUndefined();
    });

    it('that is a dry run says the same as the real one and changes nothing', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('known@example.org'), now);
      const rows = Array.from({ length: 1_200 }, (_, at) => `r${at % 1_100}@example.org,be`);
      const text = ['email,list', ...rows, 'known@example.org,en', 'bad,be'].join('\n');
      const dry = await importText(store, text, { dryRun: true });
      expect(await everybody(store)).toHaveLength(1);
      expect(await importText(store, text)).toEqual(dry);
      expect(dry).toMatchObject({ rows: 1_202, added: 1_100, known: 101, refused: 1 });
    });

    it('keeps no address, control character or long text as the source of a consent, and goes on', async () => {
      const store = await fresh.store();
      const text = [
        'email,list,consent_source,state,form,consent_at',
        'a@example.org,be,from b@example.org,,,',
        'c@example.org,be,from d＠example.org,,,',
        'e@example.org,be,fa\0ir,,,',
        'f@example.org,be,"fair\n=1+1",,,',
        `g@example.org,be,${'я'.repeat(101)},,,`,
        'h@example.org,be\0,fair,,,',
        'i@example.org,be,fair,active\0,,',
        'j@example.org,be,fair,,normal\0,',
        'k@example.org,be,fair,,,2024-04-22\0',
        `l@example.org,be,${'я'.repeat(100)},,,`,
      ].join('\n');
      const refusals = [
        { line: 2, problem: 'source-at-sign' },
        { line: 3, problem: 'source-at-sign' },
        { line: 4, problem: 'source-control-character' },
        { line: 5, problem: 'source-control-character' },
        { line: 7, problem: 'source-too-long' },
        { line: 8, problem: 'list-unknown' },
        { line: 9, problem: 'state-unknown' },
        { line: 10, problem: 'form-unknown' },
        { line: 11, problem: 'date-unknown' },
      ];
      const dry = await importText(store, text, { dryRun: true });
      const report = await importText(store, text);
      expect(report).toMatchObject({ rows: 10, added: 1, refused: 9, refusals });
      expect(report).toEqual(dry);
      for (const { problem } of report.refusals) expect(rowProblemText(problem)).not.toContain('@');
    });

    it.each(['fair of b@example.org', 'b＠example.org', 'b﹫example.org', 'fa\0ir', 'fair\n', 'x'.repeat(101)])(
      'is refused whole when its rows would have agreed at %j, and so is a single addition',
      async source => {
        const store = await fresh.store();
        const refused = {
          code: 'source-refused',
          kind: 'usage',
          message: expect.not.stringMatching(/[@＠﹫]|xxx/),
        };
        const given = { consent: { source, at: now } };
        await expect(importText(store, 'email,list\na@example.org,be\n', given)).rejects.toMatchObject(refused);
        await expect(addSubscriber(store, person('a@example.org', given), now)).rejects.toMatchObject(refused);
        expect(await everybody(store)).toEqual([]);
      },
    );

    it.each([',', ';', '\t'])('reads the same from every encoding, with %j between the cells', async separator => {
      const rows = [
        ['Адрес', 'имя', 'язык'],
        ['a@example.org', '"Ян\nКупала"', 'бел'],
        ['b@example.org', 'ё', 'рус'],
      ];
      const text = rows.map(cells => cells.join(separator)).join('\r\n');
      const utf16 = Buffer.from(text, 'utf16le');
      const cp1251 = Buffer.from(
        [...text].map(sign => (sign === 'ё' ? 0xb8 : sign < 'А' ? sign.charCodeAt(0) : sign.charCodeAt(0) - 0x350)),
      );
      const files: [string, Buffer][] = [
        ['utf-8', Buffer.from(text)],
        ['utf-8', Buffer.from(`\uFEFF${text}`)],
        ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
        ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
        ['windows-1251', cp1251],
      ];
      const store = await fresh.store();
      for (const [at, [encoding, bytes]] of files.entries()) {
        async function* source(): AsyncGenerator<Uint8Array> {
          yield bytes;
        }
        const report = await importText(store, '', { source: source() });
        expect(report).toMatchObject({ rows: 2, refused: 0, encoding, [at === 0 ? 'added' : 'known']: 2 });
      }
      const stamp = `normal active import: test ${now.toISOString()}`;
      expect(await everybody(store)).toEqual([`a@example.org be ${stamp}`, `b@example.org ru ${stamp}`]);
    });

    it('makes who signed up and has not confirmed a subscriber, who does not vanish with the sign-up', async () => {
      const store = await fresh.store();
      for (const who of ['a', 'b', 'c', 'd'])
        await signUp(store, { address: `${who}@example.org`, list: 'en', source: 'form' }, now);
      await suppress(store, 'd@example.org', 'operator', now);
      await store.db.updateTable('subscribers').set({ state: 'pending' }).execute();
      const text = [
        'email,list,form,state,left_at',
        'a@example.org,be,plain,,',
        'A@example.org,ru,,,',
        'b@example.org,be,,unsubscribed,2024-02-03',
        'c@example.org,be,,pending,',
        'd@example.org,be,,,',
        'e@example.org,be,,,',
      ].join('\n');
      const dry = await importText(store, text, { dryRun: true });
      const report = await importText(store, text);
      expect(report).toMatchObject({ added: 3, known: 2, suppressed: 1, addedByList: { be: 3 } });
      expect(report).toEqual(dry);
      await addSubscriber(store, person('c@example.org', { list: 'ru' }), now);
      await expireSignUps(store, later(8 * 24 * 60 * 60 * 1000));
      const stamp = `import: test ${now.toISOString()}`;
      expect(await everybody(store)).toEqual(
        [
          `a@example.org be plain active ${stamp}`,
          `b@example.org be normal unsubscribed ${stamp}`,
          `c@example.org ru normal active test ${now.toISOString()}`,
          `e@example.org be normal active ${stamp}`,
        ].sort(),
      );
      expect((await findByAddress(store, 'b@example.org'))?.leftAt).toEqual(new Date('2024-02-03T00:00:00Z'));
    });

    it('finds who has not confirmed among many who are known, too', async () => {
      const store = await fresh.store();
      const many = Array.from({ length: 4_000 }, (_, at) => `r${at}@example.org,be`);
      await importText(store, ['email,list', ...many].join('\n'));
      const few = Array.from({ length: 40 }, (_, at) => `p${at}@example.org`);
      await addSubscribers(
        store,
        few.map(address => person(address, { state: 'pending' })),
        now,
      );
      const text = ['email,list', ...many, ...few.map(address => `${address},ru`)].join('\n');
      expect(await importText(store, text)).toMatchObject({ added: 40, known: 4_000, addedByList: { ru: 40 } });
      expect(await importText(store, text)).toMatchObject({ added: 0, known: 4_040 });
    });

    it('refuses an address that no relay has said it takes, and says so, but not who left with such a one', async () => {
      const store = await fresh.store();
      const text = [
        'email,list,state,left_at',
        'чытач@пошта.бел,be,,',
        'чытачка@example.org,be,unsubscribed,2024-01-01',
        'reader@пошта.бел,be,,',
      ].join('\n');
      const letters = { line: 2, problem: 'address-letters' };
      expect(await importText(store, text)).toMatchObject({ added: 2, refused: 1, refusals: [letters] });
      expect(rowProblemText('address-letters')).toContain('SMTPUTF8');
      expect(await importText(store, text, { takesAllLetters: true })).toMatchObject({
        added: 1,
        known: 2,
        refused: 0,
      });
    });

    it('puts rows without a list on the list that is given for them', async () => {
      const store = await fresh.store();
      expect(await importText(store, 'Эл. почта\na@example.org\n', { defaultList: 'ru' })).toMatchObject({
        addedByList: { ru: 1 },
      });
    });

    it('that was interrupted goes on when it is repeated', async () => {
      const store = await fresh.store();
      const text = ['email,list', ...Array.from({ length: 5_000 }, (_, at) => `r${at}@example.org,be`)].join('\n');
      const stop = new Error('stopped');
      let batches = 0;
      const onProgress = (): void => {
        batches += 1;
        if (batches === 2) throw stop;
      };
      await expect(importText(store, text, { onProgress })).rejects.toBe(stop);
      const before = (await everybody(store)).length;
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(5_000);
      expect(await importText(store, text)).toMatchObject({ added: 5_000 - before, known: before });
    });

    it.each([
      ['', 'names no column'],
      ['reader@example.org,be\n', 'names no column'],
      ['email,list,E-mail\na@example.org,be,b@example.org\n', 'both mean'],
    ])('of %j is refused whole', async (text, reason) => {
      const store = await fresh.store();
      await expect(importText(store, text)).rejects.toMatchObject({
        code: 'csv-columns',
        kind: 'usage',
        message: expect.stringContaining(reason),
      });
      await expect(importText(store, text)).rejects.not.toMatchObject({ message: expect.stringContaining('@') });
      expect(await everybody(store)).toEqual([]);
    });
  });

  it('an export holds no formula and imports back to the same list', async () => {
    const store = await fresh.store();
    const addresses = [
      '=1+1@example.org',
      '+1@b.example',
      '-2+3@example.org',
      "'=x@example.org",
      "o'neil@example.org",
      '{a|b}@example.org',
    ];
    for (const address of addresses) await addSubscriber(store, person(address, { list: 'be' }), now);
    await addSubscriber(store, person('чытач@example.org', { form: 'plain', state: 'unsubscribed' }), now);
    await addSubscriber(store, person('x@example.org', { consent: { source: '=cmd|"/c calc"!A1', at: now } }), now);
    for (let at = 0; at < 1_500; at += 500) {
      for (let each = 0; each < 3; each += 1) await addSubscriber(store, person(`r${at + each}@example.org`), now);
    }
    const csv = await exported(store);
    expect(csv).not.toMatch(/(?:^|,)"?[=+\-@＝]/m);
    const other = await fresh.store();
    expect(await importText(other, csv)).toMatchObject({ rows: 17, added: 17, refused: 0 });
    expect(await everybody(other)).toEqual(await everybody(store));
    const active: string[] = [];
    for await (const text of exportSubscribers(store, { states: ['unsubscribed'] })) active.push(text);
    expect(active.join('')).toMatch(/^email,[^\n]+\n[^\n]+\n$/);
  });

  it('an export brings the words that were agreed to, and a pause, and refuses what is neither', async () => {
    const store = await fresh.store();
    const words = 'be-0123456789ab';
    await addSubscriber(store, person('a@example.org', { consent: { source: 'form', at: now, words } }), now);
    await addSubscriber(store, person('b@example.org'), now);
    const ref = (await findByAddress(store, 'b@example.org'))?.ref ?? randomBytes(16);
    await pauseSubscriber(store, ref, { until: new Date('2024-06-01T00:00:00Z'), now });
    const csv = await exported(store);
    const other = await fresh.store();
    expect(await importText(other, csv)).toMatchObject({ added: 2, refused: 0 });
    expect(await everybody(other)).toEqual(await everybody(store));
    expect((await everybody(other)).join()).toMatch(/be-0123456789ab.*2024-06-01T00:00:00/);
    const head = 'email,list,consent_words,paused_until\n';
    const { refusals } = await importText(other, `${head}c@example.org,be,=1+1,\nd@example.org,be,,soon`);
    expect(refusals.map(({ problem }) => problem)).toEqual(['words-unknown', 'date-unknown']);
  });

  it('an export brings the days of joining and leaving and the reason, and the months and reasons count as before', async () => {
    const store = await fresh.store();
    const year = 365 * 24 * 60 * 60 * 1000;
    for (const [at, reason] of leavingReasons.entries()) {
      const address = `${reason}@example.org`;
      await addSubscriber(store, person(address, { list: 'be' }), later(-year - at * 40 * 24 * 60 * 60 * 1000));
      const ref = (await findByAddress(store, address))?.ref ?? randomBytes(16);
      await unsubscribe(store, ref, later(-at * 35 * 24 * 60 * 60 * 1000));
      await keepLeavingReason(store, ref, reason);
    }
    await addSubscriber(store, person('stays@example.org'), later(-year));
    await addSubscriber(store, person('unsaid@example.org', { state: 'unsubscribed' }), later(-year));
    const other = await fresh.store();
    expect(await importText(other, await exported(store))).toMatchObject({ added: 8, refused: 0 });
    expect(await wholeList(other)).toEqual(await wholeList(store));
    expect(await growthByMonth(other, later(0))).toEqual(await growthByMonth(store, later(0)));
    expect(await reasonsForLeaving(other)).toEqual(await reasonsForLeaving(store));
  });

  it('who left by a column of another program is not mailed because no column says that they are gone', async () => {
    const store = await fresh.store();
    const text = [
      'email,list,left_at,left_reason,joined_at',
      'a@example.org,be,2024-01-01,,',
      'b@example.org,be,,other,',
      'c@example.org,be,,because,',
      'd@example.org,be,,,some day',
      'f@example.org,be,,,-100000-01-01T00:00:00Z',
      'g@example.org,be,,,0024-04-22',
      'h@example.org,be,,,+012024-04-22T00:00:00Z',
      'e@example.org,be,,,2023-02-03',
    ].join('\n');
    const { added, newlySuppressed, refusals } = await importText(store, text, { suppressAbsent: true });
    expect({ added, newlySuppressed }).toEqual({ added: 1, newlySuppressed: 2 });
    expect(refusals.map(({ problem }) => problem)).toEqual([
      'left-elsewhere',
      'left-elsewhere',
      'reason-unknown',
      ...Array.from({ length: 4 }, () => 'date-unknown'),
    ]);
    expect(await growthByMonth(store, now)).toHaveLength(15);
    expect((await findByAddress(store, 'e@example.org'))?.createdAt).toEqual(new Date('2023-02-03T00:00:00Z'));
  });

  it('an export of any source of consent imports back to the same list', async () => {
    const store = await fresh.store();
    const sign = fc.constantFrom(...`'=+-＝＋－",; я`);
    const sources = fc.sample(fc.array(sign, { minLength: 1, maxLength: 12 }), { numRuns: 300, seed: 7 });
    for (const [at, signs] of sources.entries()) {
      const source = signs.join('').trim() || 'fair';
      await addSubscriber(store, person(`r${at}@example.org`, { consent: { source, at: now } }), now);
    }
    const csv = await exported(store);
    expect(formulaLines(csv)).toEqual([]);
    const other = await fresh.store();
    expect(await importText(other, csv)).toMatchObject({ added: 300, refused: 0 });
    expect(await everybody(other)).toEqual(await everybody(store));
  });

  it('an export of sources that were stored with line breaks has no line that begins like a formula', async () => {
    const store = await fresh.store();
    const sign = fc.constantFrom(...`'=+-@＝\t\r\n", a`);
    const drawn = fc.sample(fc.array(sign, { maxLength: 12 }), { numRuns: 150, seed: 7 });
    const sources = ['fair\n=1+1', ...drawn.map(signs => signs.join(''))];
    for (const [at, source] of sources.entries()) {
      const address = `r${at}@example.org`;
      await addSubscriber(store, person(address), now);
      const ref = (await findByAddress(store, address))?.ref ?? randomBytes(16);
      await store.db.updateTable('subscribers').set({ consent_source: source }).where('ref', '=', ref).execute();
    }
    const csv = await exported(store);
    expect(formulaLines(csv)).toEqual([]);
    const rows: string[][] = parse(csv, { from: 2, record_delimiter: '\r\n' });
    expect(rows.map(cells => unguardCell(cells[4] ?? '')).sort()).toEqual(sources.sort());
  });

  it('an export of any subscribers imports back to the same list', async () => {
    const store = await fresh.store();
    const anybody = fc.record({
      local: fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/),
      list: fc.constantFrom('en', 'be', 'ru', 'be-ru'),
      form: fc.constantFrom('normal', 'plain', 'discreet'),
      state: fc.constantFrom('pending', 'active', 'unsubscribed', 'bounced', 'complained'),
      at: fc.date({ min: new Date('2001-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    });
    const drawn = fc.sample(anybody, { numRuns: 400, seed: 11 });
    const all = drawn.map(({ local, at, ...more }) =>
      person(`${local}@example.org`, { ...more, consent: { source: 'fair', at } }),
    );
    await addSubscribers(store, all, now);
    const csv = await exported(store);
    expect(formulaLines(csv)).toEqual([]);
    const other = await fresh.store();
    expect(await importText(other, csv)).toMatchObject({ refused: 0, known: 0, suppressed: 0 });
    expect(await everybody(other)).toEqual(await everybody(store));
  });
});
