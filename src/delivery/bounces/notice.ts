import { reasonOfWords } from './diagnosis.ts';
import { type Field, firstValue } from './fields.ts';
import { plainWords } from './plain-words.ts';
import { hasNullSender, hasSender, isDaemon } from './sender.ts';

/** How a family of servers begins its reports in plain words. */
type Family = readonly [name: string, words: RegExp];

/** Sentences that only a server's report holds. Matched in the form of `plainWords`. */
const families: readonly Family[] = [
  [
    'qmail',
    /this is the (?:qmail-send|\S{1,40}) program at|i'm afraid i wasn't able to deliver your message to the following address|i tried to deliver a bounce message|this is a permanent error; i've given up/,
  ],
  [
    'Exim',
    /this message was created automatically by mail delivery software|a message that you (?:sent|have sent) (?:could not be delivered|contained)|this is a permanent error\. the following address/,
  ],
  [
    'Postfix',
    /this is the (?:postfix|mail system|\S{1,30} (?:mail )?program) (?:program )?at host|i'm sorry to have to inform you that (?:your message|the message)|delivery has failed\. (?:please|if)/,
  ],
  [
    'Sendmail',
    /the original message was received at|----- the following addresses had (?:permanent )?(?:fatal|delivery) (?:errors|problems)|----- transcript of session follows/,
  ],
  [
    'Exchange',
    /your message did not reach some or all of the intended recipients|delivery has failed to these recipients|the following recipient\(?s?\)? (?:cannot|could not|can't) be reached|generating server:|diagnostic information for administrators|your message (?:to|wasn't delivered to) [^.]{0,120}(?:couldn't be delivered|wasn't delivered)|couldn't be delivered to|ihre nachricht hat einige oder alle empfänger nicht erreicht|fehler bei der nachrichtenzustellung an folgende empfänger|échec de (?:la )?remise (?:pour|à)|votre message n'a pas été remis|сбой доставки (?:следующим получателям|указанным)|ваше сообщение не доставлено (?:некоторым|одному|всем)|не удалось доставить сообщение следующим получателям|диагностические сведения для администраторов|nie można było dostarczyć|nie można dostarczyć wiadomości/,
  ],
  [
    'Domino',
    /your message [^.]{0,200}(?:was not|could not be) delivered to:|delivery failure report|failed to deliver to domino|has the following delivery (?:error|status)/,
  ],
  [
    'Gmail',
    /delivery to the following recipients? (?:failed|has been)|address not found your message wasn't delivered|message (?:not delivered|blocked|rejected)[^.]{0,20} (?:there was a problem delivering|your message to)|recipient inbox full|there was a problem delivering your message|адрес не найден ваше сообщение|сообщение не доставлено|не удалось доставить (?:ваше )?(?:сообщение|письмо)|при доставке сообщения возникла|die nachricht wurde nicht zugestellt|adresse nicht gefunden|adresse introuvable|nie znaleziono adresu/,
  ],
  [
    'Yahoo',
    /sorry,? we were unable to deliver your message to the following address|unable to deliver message to the following address|message from yahoo/,
  ],
  [
    'Mail.ru',
    /письмо (?:не может быть|не было) доставлено|письмо,? отправленное вами|это письмо создано автоматически сервером mail\.ru|это автоматическ(?:ое|и созданное)[^.]{0,60}(?:не может быть доставлено|не доставлено)|ваше (?:письмо|сообщение) [^.]{0,80}(?:не (?:может быть|было|удалось)|не доставлено)/,
  ],
  [
    'Yandex',
    /this is the mail system at host \S{1,60}yandex|письмо не (?:удалось доставить|доставлено)|к сожалению,? (?:мы не смогли|не удалось) доставить|нам не удалось доставить/,
  ],
  [
    'GMX, web.de',
    /this message was created automatically by mail delivery software\. a message|diese nachricht wurde automatisch (?:erstellt|vom|von)|folgende(?:n)? (?:empfänger|adresse|e-mail)[^.]{0,60}(?:nicht|konnte)|ihre (?:e-mail|nachricht|mail)[^.]{0,100}(?:nicht zugestellt|konnte nicht)|konnte nicht zugestellt werden/,
  ],
  [
    'courier',
    /undeliverable mail your message to the following recipients cannot be delivered|this is a delivery status notification from|the original message was received on/,
  ],
  [
    'others',
    /(?:could not|couldn't|can not|cannot|can't|was not|were not|wasn't|unable to|failed to|not) (?:be )?(?:deliver|transmit|relay)(?:ed)?|undeliverable|undelivered|non ?-?delivery|delivery (?:has )?fail|delivery (?:error|failure|to the following)|returned (?:to (?:the )?sender|mail)|mail (?:could not be|not|was not) (?:delivered|processed)|failed (?:recipient|address|addresses)|following (?:recipient|address|destination|user|addresses|recipients)[^.]{0,60}(?:fail|reject|invalid|unknown|error|not)|your (?:message|mail|e-?mail)[^.]{0,100}(?:rejected|bounced|returned|not accepted|was not|undeliver|blocked)|permanent(?:ly)? (?:fatal )?(?:error|fail)|non remis|n'a pu être (?:remis|délivré|distribué)|n'a pas (?:pu|été) (?:être )?(?:remis|délivré|livré|distribué|acheminé)|nicht (?:zugestellt|zustellbar|ausgeliefert)|unzustellbar|nie (?:została|zostala|mogła|mogla|może być)[^.]{0,20} ?(?:dostarczon|doręczon)|niedostarczon|не (?:удалось|удается|могло быть|может быть|было|были|был|получилось) достав|не ?доставлен|недоставлен|невозможно доставить|ошибк[аи] (?:при )?доставк|возвращен[оа]? отправител|не дастаўлен|не ўдалося даставіць|немагчыма даставіць|не (?:вдалося|вдається) доставити|не доставлено|no se (?:ha podido|pudo) entregar|impossibile (?:consegnare|recapitare)|mancata consegna|não (?:pôde|foi) (?:ser )?entregue/,
  ],
];

const failure =
  /undeliver|un-deliver|not delivered|could ?n[o']t be delivered|deliver(?:y|ies|ing|ed)? ?(?:of |to )?(?:status|fail|problem|error|report|unsuccessful|message)|(?:failure|failed|failing|error|problem)s?[^.]{0,30}(?:deliver|mail|notice|notification|message|send|recipient)|failure notice|returned (?:mail|e-?mail|message|to)|mail (?:system error|returned|fail)|non ?-?(?:delivery|remis|recapit)|bounced?\b|message (?:not|status|rejected|could|undeliver|wasn't|blocked)|mail delivery|mail could not|mailer-daemon|permanent|rejected|ndr\b|unzustellbar|nicht zugestellt|zustellung|zustell|niedostarcz|nie dostarcz|doręcz|échec|non (?:remis|distribué|délivré)|не ?доставлен|недоставлен|возврат|возвращ|не удалось|ошибк|сбой|отчет о доставк|уведомление о (?:статусе |состоянии )?доставк|недастаўл|не дастаўл|вяртанн|не доставл|повернення|помилка|no se pudo|mancata|não entregue|user unknown|unknown user|mailbox (?:full|unavailable)/;

const delaySubject =
  /delay|warning: (?:could not|message|mail)|still being retried|(?:will|still) (?:be )?retr|temporar|verzöger|retard[ée]|opóźni|отложен|задерж|затрым|адкладзен|затрим|відклад|retraso|ritard/;

const delayWords =
  /warning message only|you do not need to resend|(?:no action is required|do not need to do anything|don't need to do anything)|(?:will|shall) (?:be |keep |continue )?(?:to )?(?:be )?(?:re-?tr(?:y|ied)|trying|attempt|keep trying)|delivery attempts will continue|has not yet been delivered|not yet been delivered|delivery (?:is|has been) delayed|gmail will retry|the server will (?:keep|continue)|have been delayed|hasn't been delivered yet|(?:попытки|сервер)[^.]{0,60}(?:будут продолжены|продолжит|будет пытаться|повтор)|доставка[^.]{0,40}отложена|задерж(?:ка|ана|ивается)|еще не (?:было )?доставлено|пока не (?:было )?доставлено|повторять ничего не нужно|(?:zustellung|nachricht)[^.]{0,60}verzögert|noch nicht zugestellt|n'a pas encore été|дастаўка[^.]{0,40}(?:адкладзена|затрым)|доставк[аи][^.]{0,40}(?:відкладен|затрим)/;

const gaveUp =
  /(?:i've|have) given up|(?:giving|gave) up|permanent|will not be retried|no further (?:attempts|delivery)|(?:could not be delivered|undeliverable) for|не будут|прекращен/;

// Plain enough to stand beside "if it fails permanently".
const goesOn = /warning message only|you do not need to resend|will (?:be )?retr(?:y|ied) (?:until|for \d)/;

// What a filter holds back for its reader, told each morning in a server's name.
const digest = /quarantine|\bdigest\b|карантин|каранцін|quarantäne/;

/** Whether a mail without a delivery status is a server's notice that a mail was not delivered. */
export function isFailureNotice(fields: readonly Field[], subject: string, words: string): boolean {
  if (firstValue(fields, 'x-failed-recipients') !== '') return true;
  if (hasSender(fields) || digest.test(plainWords(subject))) return false;
  const plain = plainWords(words.slice(0, 20_000));
  const isNamed = families.some(([, pattern]) => pattern.test(plain));
  const isSubject = failure.test(plainWords(subject));
  if (isDaemon(fields)) return isNamed || isSubject || (hasNullSender(fields) && reasonOfWords(words) !== undefined);
  // A shop's parcels come back too. A server names somebody else's address, or a code.
  const own = /[^\s<>]{1,200}@[^\s<>]{1,250}/.exec(firstValue(fields, 'from'))?.[0].toLowerCase() ?? '';
  const others = own === '' ? plain : plain.replaceAll(own, '');
  if (!isSubject || !/@|[45]\d\d[ -]|[45]\.\d\.\d/.test(others)) return false;
  if (hasNullSender(fields)) return isNamed || reasonOfWords(words) !== undefined;
  // Where the envelope is lost, whole sentences of a server.
  return families.some(isOfServer(plain));
}

/**
 * Whether a notice says which mail it is about: by what it returns, by an address or a server's code, or in the sentences of a server. A letter
 * that calls itself MAILER-DAEMON to sell or to steal has a link and none of these.
 */
export function namesMail(fields: readonly Field[], words: string, original: readonly Field[]): boolean {
  if (original.length > 0 || firstValue(fields, 'x-failed-recipients') !== '') return true;
  const text = words.slice(0, 20_000).replaceAll(/\bhttps?:\/\/\S+/gi, '');
  if (/[^\s<>]@[^\s<>]|(?<![\d.,:/-])[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.test(text)) return true;
  return families.some(isOfServer(plainWords(text)));
}

function isOfServer(plain: string): (family: Family) => boolean {
  return ([name, pattern]) => name !== 'others' && pattern.test(plain);
}

/** Whether a server's notice says that it goes on trying. */
export function isDelayNotice(subject: string, words: string): boolean {
  const plain = plainWords(words.slice(0, 8000));
  if (goesOn.test(plain)) return true;
  if (gaveUp.test(plain)) return false;
  return delayWords.test(plain) || delaySubject.test(plainWords(subject));
}
