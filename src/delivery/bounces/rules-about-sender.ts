import type { Rule } from './rule.ts';

// Whoever sends, by any of their names.
const sender =
  "(?:отправител[а-я]*|адпраўнік[а-яі]*|відправник[а-яії]*|\\babsender[a-zäöü]*|exp[eé]diteur|nadawc[a-zyą]|remitente|mittente|(?<!(?:to|to the|the original) )\\bsend(?:er|ing)\\b(?:'s)?|return address|return[ -]path|\\bmail from\\b|envelope from|\\bваш[а-яіў]{0,4} (?:ip|хост|сервер|домен|дамен|адрес|адрас|аккаунт)[а-яіў]{0,3}|\\byour (?:ip|host(?: ?name)?|server|domain|account|address(?! book)))";
const refused =
  "(?:not (?:be )?(?:found|exist|known|valid|accepted|resolve)|does ?n[o']t (?:exist|resolve)|unknown|invalid|не (?:найден|существу|знойдзен|існу|принима|прыма|прийма|знайден)|отклонен|адхілен|неизвест|невядом|невідом|недействит|недапушч|ungültig|unbekannt|existiert nicht|nicht (?:gefunden|akzeptiert)|inconnu|invalide|n'existe pas|nieznan|nie istnieje|nieprawidłow|desconocid|sconosciut)";
const refusing =
  '(?:\\bunknown|\\binvalid|\\bbad|неверн[а-я]{2}|недопустим[а-я]{2}|неизвестн[а-я]{2}|невядом[а-яы]|unbekannte[a-z]?|ungültige[a-z]?|nieznan[ay]|nieprawidłow[ay])';

/**
 * Refusals of whoever sends, in the words that servers have for readers who are not there: they come before the rules of the box, because
 * one slip in our own DNS would else end the subscriptions of a whole provider.
 */
export const rulesAboutSender: readonly Rule[] = [
  [
    'authentication',
    new RegExp(`${sender}(?:[^.]|\\.(?=\\d)){0,60}${refused}|${refusing} (?:[^ .]{1,20} ){0,2}${sender}`),
    'Russian, Belarusian, Ukrainian, German, French, Polish servers; callouts',
  ],
  ['authentication', /at sender domain|callback failed|callout failed|\bclient address\b/, 'Exim callouts, Postfix'],
  ['relaying', /(?:unable|not able|refuses?|cannot) to relay|cannot relay|relay for/, 'Exchange, Sendmail'],
];

const inReply =
  /in reply to (?:the |end of )*(?:mail from|ehlo|helo)|after (?:pipelined |end of )*(?:mail from|ehlo|helo)|after initial connection|>>> (?:mail from|ehlo|helo)\b.{0,400}?<<< [45]/;

/** Whether the reporting server says that the answer came before it had named a recipient. Words in the form of `plainWords`. */
export function isBeforeRecipient(words: string): boolean {
  return inReply.test(words);
}
