import type { Rule } from './rule.ts';

/** Refusals for the state of the reader's mailbox or domain. */
export const rulesAboutBox: readonly Rule[] = [
  // Full boxes are full of "over quota and inactive": full comes first.
  [
    'full',
    /over ?-?quota|quota (?:is )?(?:exceed|full|reached|violation|limit)|(?:exceed(?:s|ed|ing)?|over|out of|above|beyond|reached)[^.]{0,50}(?:quota|storage|mailbox (?:size|limit)|disk|space)|quota[^.]{0,20}exceeded|exceeded (?:storage|mailbox) (?:allocation|limit)|insufficient (?:disk |mailbox )?(?:space|storage|quota)|not enough (?:storage |disk )?space|no (?:space|room) left|disk (?:space |is )?full|\boverquota\b|not enough storage|storage is full/,
    'Dovecot, Exim, Gmail, Yahoo, Exchange',
  ],
  [
    'full',
    /(?:mail ?box|inbox|mailfolder|mail ?drop|mailspool|account|box|user|recipient|maildir)[^.]{0,40}\b(?:is |are |was |has |currently |\w+ )?(?:full|over its|too full|exceeded (?:its|the|their))|mailbox ?size|mailboxfull|quotaexceeded|mailbox has exceeded|maildir over|full mailbox|user'?s? (?:mail ?)?box(?:es)? (?:is )?full|exceeded their (?:allotted|mail)|mailbox full/,
    'qmail, Postfix, Notes, iCloud',
  ],
  [
    'full',
    /(?:ящик|почта|хранилище|диск|папка)[^.]{0,50}(?:переполнен|заполнен|полон|полностью заполн)|переполнен|превышен[аоы]?[^.]{0,30}(?:квот|(?:размер|лимит) (?:почтового )?ящика|объем)|квота[^.]{0,40}(?:превышен|исчерпан)|(?:нет|недостаточно|не хватает)[^.]{0,30}(?:мест|пространств)|закончилось место|скрыня[^.]{0,40}(?:переповн|заповн)|скрынка[^.]{0,40}(?:перапоўнен|запоўнен)|перавышан[аыо]?[^.]{0,30}(?:квот|аб'ем|памер|ліміт)|квот[аы][^.]{0,40}(?:перавышан|вычарпан)|(?:няма|не хапае|недастаткова)[^.]{0,30}(?:месца|прасторы)|скринька[^.]{0,40}(?:переповнен|заповнен)/,
    'Mail.ru, Yandex, Rambler; Belarusian and Ukrainian servers',
  ],
  [
    'full',
    /postfach[^.]{0,60}(?:voll|überfüllt|speicherplatz|kontingent)|speicherplatz|kontingent[^.]{0,30}(?:überschritten|erschöpft)|quota (?:überschritten|dépassé)|(?:boîte|boite)[^.]{0,60}(?:pleine|saturée|saturee)|quota[^.]{0,20}d[eé]pass[eé]|skrzynka[^.]{0,60}(?:pełna|pelna|przepełniona|przepelniona)|przekroczon[oya][^.]{0,20}(?:limit|quot|pojemn)|buz[oó]n[^.]{0,30}lleno|casella[^.]{0,30}piena|caixa[^.]{0,30}cheia/,
    'GMX, T-Online, Orange, o2.pl, others',
  ],
  // Boxes that take mail of chosen senders alone.
  [
    'restricted',
    /rst\.(?:senderNotauthenticated|notauthorized|senderrestriction)|5\.7\.(?:12|13|123|124|129|133|134|135|136|137|193)\b|sender ?not ?authenticated ?for|delivery restriction check failed|resolver\.rst\.(?:auth|not|restrict|send)|not allowed to send (?:to|mail to|e-?mail to) (?:this|the|that)|isn't (?:configured|set up) to (?:accept|receive) (?:mail|messages) from|only accepts? (?:mail|messages|email) from|restricted to|only members|(?:list|group|mailbox|recipient)[^.]{0,40}(?:members only|restricted|does not accept (?:mail|messages) from)|not (?:a )?(?:member|subscriber)s? of|from non-?members|not authori[sz]ed to (?:send|post|mail)[^.]{0,20} to (?:the |this )?(?:group|list|recipient|mailbox)|permission to post|posting (?:to|is) /i,
    'Exchange, mailing lists',
  ],
  [
    'restricted',
    /(?:recipient|user|addressee|customer|account)[^.]{0,40}(?:has )?(?:blocked|refuses|declined|is not accepting|does not (?:accept|want)|opted out|has blocked)|blocked by (?:the )?(?:recipient|user)|whitelist|white list|safe ?sender|private (?:list|mailbox)|занес[^.]{0,20} отправител|получател(?:ь|ем)[^.]{0,40}(?:заблокировал|запретил|отказал)|внутренн(?:ей|яя) почт/,
    'Fastmail, iCloud, parental controls',
  ],
  // Closed for now.
  [
    'inactive',
    /(?:account|mail ?box|user|recipient|address|customer|domain|alias)[^.]{0,50}(?:is |has been |was |been |are |currently |temporarily |\w+ )?(?:disabled|inactive|suspended|deactivated|not active|blocked|locked|expired|closed|frozen|de-activated|inactivated|on hold|cancel(?:l)?ed|terminated|discontinued|dormant|not enabled|disable\b)|(?:disabled|inactive|suspended|deactivated|expired|closed|dormant|locked) (?:mail ?box|account|user|recipient|due to|address|domain)|no longer (?:active|enabled)|not logged in|not been (?:used|accessed)|has not (?:logged|been used)|non-?usage|mailbox disabled|temporarily (?:disabled|locked|blocked)|\bsuspended\b|account that you tried to reach is (?:disabled|inactive)/,
    'Gmail 5.2.1, Yahoo, Outlook.com, cPanel',
  ],
  [
    'inactive',
    /(?:ящик|учетная запись|аккаунт|почтовый адрес|адрес|пользователь|домен|получател[ья])[^.]{0,60}(?:заблокирован|отключен|неактив|не активен|не активирован|приостановлен|деактивирован|выключен|закрыт|заморожен|временно недоступ|не используется|не использовал)|(?:заблокированн|отключенн|неактивн)[а-я]{2,3} (?:ящик|учетн|аккаунт|пользовател|адрес)|не пользовался|скрынка[^.]{0,40}(?:заблакіраван|адключан|неактыўн)|скринька[^.]{0,40}(?:заблокован|вимкнен|неактивн)/,
    'Mail.ru, Yandex, Rambler; Belarusian and Ukrainian servers',
  ],
  [
    'inactive',
    /(?:konto|postfach|benutzer|adresse|empfänger)[^.]{0,50}(?:gesperrt|deaktiviert|inaktiv|stillgelegt|nicht (?:mehr )?aktiv|abgelaufen)|(?:compte|boîte|boite|adresse)[^.]{0,50}(?:désactivé|desactive|suspendu|inactif|inactive|bloqué|fermé)|(?:konto|skrzynka)[^.]{0,50}(?:zablokowan|nieaktywn|zawieszon|wyłączon|wylaczon)|cuenta[^.]{0,40}(?:desactivada|suspendida|inactiva)/,
    'GMX, web.de, Orange, o2.pl',
  ],
  // No such place.
  [
    'unknown-host',
    /(?:host|domain|name)[^.]{0,30}(?:or domain )?(?:name )?(?:not found|unknown|does ?n[o']t exist|not exist|lookup fail|service error|could ?n[o']t be found|doesn't have|nonexist|invalid|not known)|(?:unknown|no such|invalid|bad|nonexistent|non-existent|illegal|unrouteable|unroutable) (?:mail )?(?:host|domain|destination system)|nxdomain|type=(?:mx|a|aaaa): host not found|nullmx|null mx|does not accept (?:any )?(?:e?mail|messages)(?! from)|no (?:valid )?(?:mx|dns|a) (?:record|host|or a)|unable to resolve|couldn't find any host|domainnotfound|dns\.(?:domain|nonexist)|all relevant mx records point to non-existent|has no (?:mx|mail exchanger)|no mail exchanger|hostname lookup|nodename nor servname|name or service not known|couldn't find a mail exchanger|mx record[^.]{0,30}(?:invalid|points? to)|doesn't receive email/,
    'Postfix, Exim, Sendmail, qmail, Gmail, RFC 7505',
  ],
  [
    'unknown-host',
    /домен[^.]{0,50}(?:не (?:найден|существует|обслуживается|зарегистрирован)|неизвестен|отсутствует)|(?:неизвестн|несуществующ)[а-я]{2,3} (?:домен|хост|узел)|(?:хост|узел|сервер получателя)[^.]{0,30}не найден|дамен[^.]{0,40}не (?:знойдзен|існуе)|домен[^.]{0,40}не (?:знайдено|існує)|(?:domain|domäne|domaine|domena|domeny)[^.]{0,50}(?:nicht gefunden|existiert nicht|unbekannt|introuvable|n'existe pas|inconnu|nie istnieje|nieznana)/,
    'Russian, Belarusian, Ukrainian, German, French, Polish servers',
  ],
  [
    'unknown-user',
    /(?:user|account|mail ?box|recipient|address(?:ee?)?|alias|local part|login|customer|person|userid|mailaddress|e-?mail address|name|id|inbox)s?(?: \S{1,80})?[^.]{0,40}\b(?:unknown|not (?:found|exist|known|valid|recogni[sz]ed|listed|present|local|here|defined|registered|configured|available|a valid|our|in|on)|unavailable|does ?n[o']?t (?:exist|have|match)|do(?:es)? not (?:exist|have|match|like)|do not exist|did not match|doesnt exist|no longer|no such|invalid|nonexist|non-exist|is not (?:a|an|valid|known|in)|isn't|can ?not be found|could ?n[o']t be found|couldn't be found|wasn't found|was not found|has moved|unrouteable|illegal|incorrect|undeliverable|not currently|is wrong|deleted|removed)/,
    'nearly all',
  ],
  [
    'unknown-user',
    /(?:no such|unknown|invalid|bad|nonexistent|non-existent|illegal|wrong|unrouteable|unroutable|undeliverable|unrecogni[sz]ed|ambiguous|not a valid|no valid|non-?local|deleted|obsolete|incorrect) (?:\S{1,20} )?(?:local |virtual |email |e-mail |mail |recipient |destination |forwarding )*(?:user|person|mail ?box|address|account|recipient|addressee|alias|local part|local-part|name|customer|login|destination|here|inbox)|no (?:mail ?box|user|account|recipient|one|person) (?:here )?(?:by|with|has|named|called|exists?)|unrouteable address|no mailbox (?:here|found)|mailbox unavailable|user unknown|unknown user|addressee unknown|no such user|not our customer|nosuchuser|recipnotfound|recipientnotfound|resolver\.adr|#5\.1\.1|dd (?:this user|requested mail action|sorry)|doesn't have an? \S{1,40}account|sorry,? no mailbox|has no mailbox|addr(?:ess)? (?:is )?unknown|no account (?:by|for)|5\.4\.1[ \]:-]{1,3}[^;]{0,80}(?:recipient address rejected|all recipient addresses rejected)[: ]*access denied|user doesn't|can't find user|\bno users? (?:here|in)|address error|dom-?ino directory|not (?:listed|found) in (?:the )?(?:domino|public|address|directory|local|recipient|virtual|relay)|permanent fatal errors.{0,20}user|relay recipient table|virtual (?:alias|mailbox) table|not a known user|retry: [^.]{0,20}unknown/,
    'Sendmail, Postfix, Exim, qmail, Exchange, Notes, Yahoo',
  ],
  [
    'unknown-user',
    /(?:left|longer with|longer works?|works? (?:for|at)) (?:the |this |our )?(?:company|organi[sz]ation|firm|us\b)|no longer (?:valid|in use|available|exists?|works?|employed|monitored|at this|here|on (?:this )?server|a (?:valid|user))|has (?:moved|changed)[^.]{0,40}(?:address|e-?mail)/,
    'notes that administrators leave',
  ],
  [
    'unknown-user',
    /так(?:ого|ой) (?:пользователя|ящика|адреса|адресата|получателя)[^.]{0,20} нет|нет так(?:ого|ой) (?:пользователя|ящика|адреса|адресата|получателя)|такога (?:карыстальніка|адраса)[^.]{0,20} няма|(?:пользовател[яьи]|ящика?|адресата?|получател[яьи]|учетн(?:ая|ой) запис[ьи]|аккаунта?|абонента?|почтового ящика)[^.]{0,60}(?:не (?:найден|существует|зарегистрирован|обнаружен|известен|существуют|значится|указан)|неизвест|не знаком|отсутствует|недоступ|удален|нет\b|больше не)|(?:нет|неизвестн|несуществующ|неверн|недействительн|неправильн|некорректн|не существует)[а-я]{0,3} (?:такого |такой |указанного |указанный |локальн[а-я]{2,3} |почтов[а-я]{2,3} |электронн[а-я]{2,3} |данн[а-я]{2,3} |данного )*(?:пользовател|ящик|адрес|получател|адресат|учетн|аккаунт|абонент|почтов)|адрес(?! отправител)[^.]{0,60}не (?:найден|существует)|не удалось найти[^.]{0,40}(?:адрес|получател|пользовател)/,
    'Mail.ru, Yandex, Rambler, Russian Exchange',
  ],
  [
    'unknown-user',
    /(?:карыстальнік|скрынк[аі]|адрас(?:ат)?|атрымальнік)[^.]{0,50}(?:не (?:знойдзен|існуе|зарэгістраван)|невядом|няма|адсутнічае|выдален)|(?:няма|невядом[а-яі]{2,3}|не існуе) (?:так(?:ога|ой) )?(?:карыстальнік|скрынк|адрас|атрымальнік)|(?:користувач|скриньк[аи]|адрес[аи]?|одержувач|отримувач)[^.]{0,50}(?:не (?:знайден|існує|зареєстрован)|невідом|відсутн|видален)|(?:немає|невідом[а-яії]{2,3}|не існує) (?:так(?:ого|ої) )?(?:користувач|скриньк|адрес|одержувач)/,
    'Belarusian and Ukrainian servers',
  ],
  [
    'unknown-user',
    /(?:benutzer|empfänger|postfach|mailbox|adresse|adressat|konto|e-mail-adresse)[^.]{0,70}(?:nicht (?:gefunden|bekannt|vorhanden|existent|mehr|gültig|erreichbar|verfügbar|zustellbar)|unbekannt|existiert nicht|existiert|ungültig|gibt es nicht|wurde nicht gefunden|gelöscht)|(?:unbekannter|ungültiger|ungültige|kein solcher|unbekannte) (?:benutzer|empfänger|adresse|e-mail)|(?:utilisateur|destinataire|adresse|compte|boîte|boite)[^.]{0,60}(?:inconnu|introuvable|n'existe pas|n'est pas|inexistant|invalide|non trouv|n'a pas été trouv|erron)|(?:użytkownik|uzytkownik|adres|odbiorca|odbiorcy|skrzynka|skrzynki|konto)[^.]{0,60}(?:nie istnieje|nieznan|nie znaleziono|nieprawidłow|nie został|niepoprawn)|(?:nie ma takiego|nieznany|brak) (?:użytkownik|uzytkownik|adres|odbiorc|skrzynk)|(?:usuario|destinatario|dirección|direccion|buzón|utente|usuário|destinatário)[^.]{0,50}(?:desconocid|no existe|no encontrad|sconosciut|inesistente|non (?:esiste|trovato)|não (?:existe|encontrado)|desconhecid|no se encontr)/,
    'German, French, Polish and Romance servers',
  ],
];
