import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Library } from '#content/model.ts';
import type { List } from '#content/publication.ts';
import { listOfLanguage } from '#content/selection.ts';
import { VesnikError } from '#errors.ts';
import { isLanguage, languages } from '#i18n/languages.ts';
import type { VariantMail } from '#render/mail.ts';
import { mailForms } from '#render/mail-form.ts';
import { fillSlots } from '#slots.ts';
import { defineCommand, issueArg } from '../command.ts';
import { followUpArgs, wantedFollowUp } from '../follow-up-args.ts';
import { renderMails, untranslatedChoices } from '../issue-mails.ts';
import { nothingTaken, ordersOf } from '../mail-orders.ts';
import { readAhead } from '../newsletter.ts';
import { wantedList } from '../newsletter-file.ts';
import { dkimSettings, publicUrl } from '../relay.ts';
import { sampleMessage, sampleSlots } from '../sample-message.ts';
import { readSettings, type Settings } from '../settings.ts';

const formats = ['html', 'text', 'eml'] as const;

export const render = defineCommand({
  details: [
    'Draws what one group would be mailed, also before its pieces are published; drafts are left out. Its personal links are samples that lead nowhere. It needs no database and sends nothing; so with --correction and --translation it shows all that there is of them, not only what is still to be mailed.',
  ],
  examples: [
    'npx vesnik render 2024-04-15 --list be --format eml --out issue.eml',
    'npx vesnik render 2024-04-15 --language ru --format text',
    'npx vesnik render letters/2024-05-01-blocked --list be',
  ],
  args: {
    ...issueArg,
    ...followUpArgs,
    list: { type: 'string', description: 'One of the lists of newsletter.yaml' },
    language: { type: 'enum', options: [...languages], description: 'Instead of a list: the one in this language' },
    format: {
      type: 'enum',
      options: [...formats],
      default: 'html',
      description: 'HTML, the text part or the whole message',
    },
    form: { type: 'enum', options: [...mailForms], default: 'normal', description: 'Which form of the mail' },
    untranslated: {
      type: 'enum',
      options: [...untranslatedChoices],
      default: 'borrow',
      description: 'Take pieces from other languages, or go without',
    },
    out: { type: 'string', valueHint: 'file', description: 'Write to this file; otherwise standard output' },
  },
  async run({ issue: id, correction, translation, list, language, format, form, untranslated, out }, terminal) {
    const settings = readSettings(terminal.env);
    const { library } = await readAhead(settings);
    const followUp = wantedFollowUp({ issue: id, correction, translation });
    const wish = { id, ...(followUp && { followUp }) };
    const all = ordersOf(library, {
      ...wish,
      untranslated: untranslatedChoices.find(name => name === untranslated) ?? 'borrow',
    });
    const { id: wanted } = chosenList(library, list, language);
    const orders = all.filter(({ selection }) => selection.list.id === wanted);
    const doorsUrl = publicUrl(settings, library.newsletter);
    const [mail] = await renderMails({ library, orders, doorsUrl, groups: [{ list: wanted, form }] });
    if (mail === undefined) throw nothingTaken(wanted, wish);
    const drawn = await draw(mail, format, library, settings);
    if (out === undefined) await terminal.write(drawn);
    else {
      await writeFile(resolve(terminal.folder, out), drawn);
      terminal.note(
        `Written to ${out}: ${Buffer.byteLength(drawn).toLocaleString('en-US')} bytes, list ${wanted}, form ${form}.`,
      );
    }
    return 0;
  },
});

async function draw(
  mail: VariantMail,
  format: string,
  { newsletter }: Library,
  settings: Settings,
): Promise<string | Buffer> {
  if (format === 'text') return fillSlots(mail.text, sampleSlots);
  if (format === 'html') {
    if (mail.html !== undefined) return fillSlots(mail.html, sampleSlots);
    throw new VesnikError({
      code: 'no-html',
      message: 'The plain form has no HTML.',
      hint: 'Ask for its text: --format text',
      kind: 'usage',
    });
  }
  const dkim = await dkimSettings(settings);
  const { message } = await sampleMessage({
    mail,
    to: 'reader@example.org',
    date: new Date(),
    doorsUrl: publicUrl(settings, newsletter),
    bounceDomain: newsletter.sender.bounces,
    ...(dkim && { dkim }),
  });
  return message;
}

function chosenList(library: Library, list: string | undefined, language: string | undefined): List {
  if (list !== undefined && language === undefined) return wantedList(list, library.newsletter.lists);
  if (list === undefined && isLanguage(language)) return listOfLanguage(library, language);
  const ids = library.newsletter.lists.map(({ id }) => id).join('|');
  throw new VesnikError({
    code: 'which-list',
    message: 'Which list’s mail? Give either --list or --language.',
    hint: `For example: --list ${ids}`,
    kind: 'usage',
  });
}
