import { plainHeading } from './subscriber-columns.ts';

/** Why somebody in the file of another service is not to be mailed. */
export type Absence = 'left-elsewhere' | 'bounced-elsewhere' | 'complained-elsewhere' | 'unconfirmed-elsewhere';

/** The standing of somebody by a row: may be mailed, may not, or it says what nobody knows. */
export type Standing = 'mailed' | Absence | 'status-unknown';

// From the best to the worst, which counts where two cells of a row disagree.
const standings = [
  'mailed',
  'status-unknown',
  'unconfirmed-elsewhere',
  'left-elsewhere',
  'bounced-elsewhere',
  'complained-elsewhere',
] as const satisfies readonly Standing[];

/** The one of two that says more against mailing. */
export function worse(one: Standing, other: Standing): Standing {
  return standings.indexOf(one) >= standings.indexOf(other) ? one : other;
}

const words: Readonly<Record<Exclude<Standing, 'status-unknown'>, string>> = {
  mailed: `subscribed subscriber active enabled confirmed verified regular premium gifted trialed paid free member optedin doubleoptin
    ok valid yes true y t 1 on да так истина ісціна + подписан подписана подписаны подписался подписалась подтверждён подтвержден
    подтверждена активен активна активный активная активно действует включен включён включена падпісаны падпісаная падпісана
    падпісаўся падпісалася пацверджаны пацверджаная пацверджана актыўны актыўная актыўна дзейнічае уключаны уключана уключаная`,
  'left-elsewhere': `unsubscribed unsubscribe unsub disabled blocklisted blacklisted blocked banned removed deleted archived inactive optedout
    optout cancelled canceled suppressed suspended left no false n f 0 off нет не ложь хлусня - отписан отписана отписаны отписался
    отписалась отписка ушёл ушел ушла удалён удален удалена заблокирован заблокирована неактивен неактивна неактивный неактивная
    отключен отключён отключена выключен выключена неподписан отказ отказался отказалась адпісаны адпісаная адпісана адпісаўся
    адпісалася адпіска сышоў сышла пайшоў пайшла выдалены выдаленая выдалена заблакаваны заблакаваная заблакавана неактыўны
    неактыўная неактыўна адключаны адключаная адключана выключаны выключаная адмова адмовіўся адмовілася непадпісаны`,
  'bounced-elsewhere': `cleaned bounced bounce hardbounce hardbounced softbounced undeliverable undelivered malformed invalid недоставлено
    недоставляется недоступен недействителен неверный возврат ошибка недастаўлена недастаўляецца несапраўдны памылковы памылка вяртанне`,
  'complained-elsewhere': `complained spam spammy complaint markedasspam abuse reported abusereport junk жалоба спам пожаловался пожаловалась
    скарга паскардзіўся паскардзілася`,
  'unconfirmed-elsewhere': `unconfirmed unactivated pending nonsubscribed notsubscribed neversubscribed transactional upcoming unverified
    notconfirmed waiting неподтверждён неподтвержден неподтверждена ожидает ожидание ждёт ждет непацверджаны непацверджаная
    непацверджана чакае чаканне`,
};
// How somebody pays is no matter here: they have not left.
const paying = ['pastdue', 'churning', 'churned', 'unpaid', 'paused', 'trial', 'comp'];

const meanings: ReadonlyMap<string, Standing> = new Map([
  ...standings.flatMap(standing =>
    standing === 'status-unknown' ? [] : words[standing].split(/\s+/).map(word => [word, standing] as const),
  ),
  ...paying.map(word => [word, 'mailed'] as const),
]);

/** What a word in a column of states means, in one of our languages; an empty one says nothing against mailing. */
export function standingByWord(word: string): Standing {
  const plain = plainHeading(word);
  if (plain === '') return /\S/.test(word) ? (meanings.get(word.trim()) ?? 'status-unknown') : 'mailed';
  return meanings.get(plain) ?? 'status-unknown';
}

/** Whether a cell says no, or nothing at all: empty, `false`, `0`, `-`, `n/a`, a date of zeros. */
export function isNothing(cell: string): boolean {
  return /^(?:|false|no|n|f|0|off|never|none|null|nil|nan|n\/a|-+|—|нет|ложь|не|хлусня|никогда|ніколі|0000-00-00.*)$/i.test(
    cell.trim(),
  );
}
