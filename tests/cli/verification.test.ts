import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyMails } from '#cli/demo/verification.ts';
import { createMailbox } from '#cli/inbox/mailbox.ts';
import { renderMails, selectionsOf } from '#cli/issue-mails.ts';
import { ordersOf } from '#cli/mail-orders.ts';
import { sampleMessage } from '#cli/sample-message.ts';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import { findIssue } from '#content/queries.ts';
import type { Selection } from '#content/selection.ts';

const doorsUrl = 'http://127.0.0.1:4321';
const lena = { address: 'lena@example.org', list: 'be', form: 'normal' } as const;
const ivan = { address: 'ivan@example.org', list: 'ru', form: 'plain' } as const;

/** A demo that got something wrong must say so: each of these mails is wrong in one way. */
describe('the demo’s look into the inbox', () => {
  let library: Library;
  let selections: Selection[];

  beforeAll(async () => {
    const opened = await openLibrary({ root: join(import.meta.dirname, '../..'), now: new Date(), drafts: false });
    const issue = opened.library && findIssue(opened.library, '2024-06-12');
    if (opened.library === undefined || issue === undefined) throw new Error('no sample');
    library = opened.library;
    selections = selectionsOf(library, issue, 'borrow');
  });

  /** Faults when these addresses get the mails of these lists and forms. */
  async function faultsOf(sent: readonly (readonly [to: string, list: string, form: string])[], people = [lena, ivan]) {
    const mailbox = createMailbox();
    for (const [at, [to, list, form]] of sent.entries()) {
      const [mail] = await renderMails({
        library,
        orders: ordersOf(library, { id: '2024-06-12', untranslated: 'borrow' }),
        doorsUrl,
        groups: [{ list, form }],
      });
      if (mail === undefined) throw new Error('no mail');
      const { envelope, message } = await sampleMessage({
        mail,
        to,
        date: new Date(),
        doorsUrl,
        bounceDomain: 'example.org',
      });
      const source = message.toString('latin1').replace('/u/sample', `/u/own-${at}`);
      await mailbox.receive({ from: envelope.from, to: [to] }, Buffer.from(source, 'latin1'));
    }
    return verifyMails({ people, selections, mails: mailbox.mails(), doorsUrl });
  }

  test('finds nothing when everybody got the mail of their list', async () => {
    expect(
      await faultsOf([
        ['lena@example.org', 'be', 'normal'],
        ['ivan@example.org', 'ru', 'plain'],
      ]),
    ).toEqual([]);
  });

  test('finds a mail in the wrong language: its pieces, its list and its header', async () => {
    const faults = await faultsOf([
      ['lena@example.org', 'en', 'normal'],
      ['ivan@example.org', 'ru', 'plain'],
    ]);
    expect(faults).toContainEqual(expect.stringMatching(/^lena@example\.org .*borders is not in the text in be\./u));
    expect(faults).toContainEqual(expect.stringMatching(/borders is in the HTML in en too\./u));
    expect(faults).toContainEqual(expect.stringContaining('List-Id'));
    expect(faults).toContainEqual(expect.stringContaining('Content-Language'));
    expect(faults.every(fault => fault.startsWith('lena'))).toBe(true);
  });

  test('finds a mail of the wrong form', async () => {
    const faults = await faultsOf([
      ['lena@example.org', 'be', 'plain'],
      ['ivan@example.org', 'ru', 'normal'],
    ]);
    expect(faults.map(fault => fault.replace(/^.*: /u, ''))).toEqual([
      'the form normal lacks an HTML part.',
      'the form plain has an HTML part.',
    ]);
  });

  test('finds who got none, who got two, and who should have got none', async () => {
    const faults = await faultsOf([
      ['lena@example.org', 'be', 'normal'],
      ['lena@example.org', 'be', 'normal'],
      ['stranger@example.org', 'be', 'normal'],
    ]);
    expect(faults).toEqual([
      expect.stringContaining('lena@example.org (be, normal) got 2 mails'),
      expect.stringContaining('ivan@example.org (ru, plain) got 0 mails'),
      expect.stringContaining('stranger@example.org got a mail'),
    ]);
  });
});
