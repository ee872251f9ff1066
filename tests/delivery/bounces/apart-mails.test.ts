import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readReport } from '#delivery/bounces/read-report.ts';
import { applyReport } from '#delivery/returned-mail.ts';
import { mintBounceToken } from '#keys/bounce-token.ts';
import { mintLeavingToken } from '#keys/leaving-token.ts';
import type { Store } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { findByAddress } from '#store/subscribers.ts';
import { type ApartMail, apartMails } from '../../fixtures/bounces/apart-mails.ts';
import { later, now, onBothDatabases } from '../../store/both-databases.ts';
import { approve, person } from '../../store/people.ts';

const reports = apartMails('reports.txt');
const others = apartMails('others.txt');
const addressOf = (number: number) => `reader${number}@box${number}.test`;
const effectWords: Readonly<Record<string, string>> = {
  ...{ removed: 'leaves', struck: 'strike', ours: 'ours', complained: 'complaint', unsubscribed: 'unsubscribe' },
};

/** Words for the holes of the mail number so many, made for a reader of a mailing that was sent. */
async function holesOf(store: Store, number: number): Promise<Record<string, string>> {
  const address = addressOf(number);
  const reader = await findByAddress(store, address);
  const { bytes } = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select('d.bytes')
    .where('s.ref', '=', reader?.ref ?? Buffer.alloc(0))
    .executeTakeFirstOrThrow();
  const token = mintBounceToken(store.ring, bytes);
  const leaving = mintLeavingToken(store.ring, reader?.ref ?? Buffer.alloc(0));
  const at = '@bounces.weekly.example.org';
  const random = createHash('sha256')
    .update(address)
    .digest('hex')
    .replaceAll(/[0189]/g, 'z')
    .slice(0, 39);
  return {
    ...{ RCPT: address, LOCAL: `reader${number}`, DOM: `box${number}.test`, BD: at.slice(1) },
    ...{ VERP: `bounce+${token}${at}`, UNSUB: `unsubscribe+${leaving}${at}` },
    MID: `<${bytes.toString('hex')}@weekly.example.org>`,
    FORGED: `bounce+a${random}${at}`,
    TAMPERED: `bounce+${token.slice(0, -3)}${token.at(-3) === 'b' ? 'c' : 'b'}${token.slice(-2)}${at}`,
    OTHERPURPOSE: `bounce+${leaving}${at}`,
  };
}

async function found(store: Store, mail: ApartMail, number: number): Promise<{ kind: string; effect: string }> {
  const report = await readReport(mail.bytes(await holesOf(store, number)));
  if (report.kind === 'ignored') return { kind: 'ignored', effect: 'nothing' };
  const { effect } = await applyReport(store, report, { now: later(1000) });
  return { kind: report.kind === 'bounce' ? report.reason : report.kind, effect: effectWords[effect] ?? 'nothing' };
}

onBothDatabases(fresh => {
  it('of 88 whole mails that were written apart, every report is read and does what it should, and nothing else does anything', async () => {
    const store = await fresh.store();
    const all = [...reports, ...others];
    await addSubscribers(
      store,
      all.map((_, number) => person(addressOf(number))),
      now,
    );
    await approve(store);
    const moment = now.getTime();
    await store.db.updateTable('deliveries').set({ state: 'sent', attempted_at: moment, changed_at: moment }).execute();
    const counts = { recognised: 0, right: 0, effect: 0, falseReports: 0, wrongRemovals: 0 };
    const wrong: string[] = [];
    for (const [number, mail] of all.entries()) {
      const { kind, effect } = await found(store, mail, number);
      const isReport = number < reports.length;
      const isRight = mail.classes.length === 0 ? kind === mail.effects[0] : mail.classes.includes(kind);
      const isDone = mail.effects.includes(effect);
      if (isReport) {
        counts.recognised += kind === 'ignored' ? 0 : 1;
        counts.right += isRight ? 1 : 0;
        counts.effect += isDone ? 1 : 0;
      } else counts.falseReports += effect === 'nothing' ? 0 : 1;
      const isGone = ['leaves', 'complaint', 'unsubscribe'].includes(effect);
      if (isGone && !isDone) counts.wrongRemovals += 1;
      if (!isDone || (isReport && !isRight)) wrong.push(`${mail.name}: ${kind}, ${effect}`);
    }
    console.info(`Of ${reports.length} reports and ${others.length} other mails: ${JSON.stringify(counts)}`);
    expect({ ...counts, wrong }).toEqual({
      ...{ recognised: 46, right: 46, effect: 46, falseReports: 0, wrongRemovals: 0, wrong: [] },
    });
  });
});
