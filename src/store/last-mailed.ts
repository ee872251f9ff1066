import type { Store } from './open.ts';
import type { Form } from './subscriber-state.ts';

/** The variant of a list and form in the newest mailing of an issue that has one and has begun to go out: for `getVariant`. */
export async function lastMailedVariant(
  { db }: Store,
  { list, form }: { readonly list: string; readonly form: Form },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('variants as v')
    .innerJoin('mailings as m', 'm.id', 'v.mailing_id')
    .select('v.id')
    .where('m.kind', '=', 'issue')
    .where('m.state', 'in', ['sending', 'sent'])
    .where('v.list', '=', list)
    .where('v.form', '=', form)
    .orderBy('m.id', 'desc')
    .executeTakeFirst();
  return row?.id;
}
