/**
 * Variants a second for the newest sample issue, every list × form, and what they weigh. The baseline is MJML alone: one call on
 * a mail's outer dress with one paragraph in it, which nobody who renders with MJML can do without.
 */
import { join } from 'node:path';
import mjml from 'mjml';
import { openLibrary } from '#content/library.ts';
import { latestIssue } from '#content/queries.ts';
import { select } from '#content/selection.ts';
import { renderVariant, type VariantMail } from '#render/mail.ts';
import { measure, printTable } from './table.ts';

const turns = 10;
const root = join(import.meta.dirname, '..');
const { library } = await openLibrary({ root, now: new Date(), drafts: false });
const issue = library && latestIssue(library);
if (library === undefined || issue === undefined) throw new Error('the sample content cannot be read');

const orders = library.newsletter.lists.flatMap(list =>
  (['normal', 'plain', 'discreet'] as const).map(form => ({
    library,
    selection: select(library, issue, list),
    form,
    doorsUrl: 'https://vesnik.example.org',
  })),
);

const dress =
  '<mjml><mj-body><mj-section><mj-column><mj-text font-family="Georgia">Слова</mj-text></mj-column></mj-section></mj-body></mjml>';

const mails: VariantMail[] = [];
for (const order of orders) mails.push(await renderVariant(order));

const baseline = await measure('mjml alone, one paragraph', async () => {
  for (let turn = 0; turn < turns * orders.length; turn += 1) await mjml(dress, { fonts: {} });
  return turns * orders.length;
});
const ours = await measure(`a whole variant of ${issue.id}, pictures embedded`, async () => {
  for (let turn = 0; turn < turns; turn += 1) for (const order of orders) await renderVariant(order);
  return turns * orders.length;
});
printTable(`Rendering, ${orders.length} variants × ${turns}`, 'variant', [baseline, ours]);

console.log('\nWeight of each variant, bytes of HTML · characters of text · kB of pictures');
for (const { list, form, sizeBytes, text, pictures } of mails) {
  const pictureBytes = pictures.reduce((sum, { base64 }) => sum + (base64.length * 3) / 4, 0);
  const name = `${list} ${form}`.padEnd(16);
  console.log(
    `  ${name} ${String(sizeBytes).padStart(7)} · ${String(text.length).padStart(6)} · ${(pictureBytes / 1000).toFixed(0)}`,
  );
}
