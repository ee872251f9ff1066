import type { Library } from '#content/model.ts';
import { latestIssue } from '#content/queries.ts';
import { select } from '#content/selection.ts';
import { renderVariant } from '#render/mail.ts';

/** The newest issue as every list's readers see it, by the list's id; its pictures in the page instead of beside it. */
export async function newestMails(library: Library): Promise<ReadonlyMap<string, string>> {
  const issue = latestIssue(library);
  if (issue === undefined) throw new RangeError('the sample has no issue');
  const mails = new Map<string, string>();
  for (const list of library.newsletter.lists) {
    const selection = select(library, issue, list);
    const order = { library, selection, form: 'normal', doorsUrl: library.newsletter.url } as const;
    const { html = '', pictures } = await renderVariant(order);
    const whole = pictures.reduce(
      (page, { cid, mediaType, base64 }) => page.replaceAll(`cid:${cid}`, `data:${mediaType};base64,${base64}`),
      html,
    );
    mails.set(list.id, whole);
  }
  return mails;
}
