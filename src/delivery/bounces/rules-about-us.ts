import type { Rule } from './rule.ts';

/** Refusals for what we are or what we sent. They come first: a blocked host is told "550 5.1.1" and "mailbox unavailable" too. */
export const rulesAboutUs: readonly Rule[] = [
  // Who may be blocked.
  [
    'blocked',
    /spamhaus|spamcop|barracudacentral|sorbs\.net|uceprotect|surbl|uribl|\bdnsbl\b|\bd?rbl\b|\brbls\b/,
    'blocklists',
  ],
  [
    'blocked',
    /black ?-?list|block ?-?list|blocklisted|deny ?list|banned (?:sending )?ip|banned sender/,
    'many; Outlook.com S3140, 5.7.511, 5.7.606',
  ],
  [
    'blocked',
    /(?:\b(?:client host|host|ip|ip address|server|network)|\[@?[\d.:a-f]+\])[^.]{0,60}\b(?:is |was |been |has been |temporarily |are )?blocked\b/,
    'Postfix reject_rbl_client, Cox, Comcast',
  ],
  [
    'blocked',
    /permanent failure for one or more recipients[^)]{0,200}:\s?blocked|blocked (?:using|by|due to) [^.]{0,60}(?:list|reputation|spam|abuse)|part of their network is on our block/,
    'Postfix, Outlook.com, Barracuda',
  ],
  [
    'blocked',
    /(?:poor|bad|low|negative|your|sender|ip|domain)(?:'s)? (?:sender |ip |domain |email )?reputation|reputation (?:of|is|too|score|service|low)|senderbase|senderscore|talos/,
    'IronPort, Gmail, Proofpoint',
  ],
  [
    'blocked',
    /\[(?:ts|tss)\d\d\]|messages from [^ ]{1,80} temporarily deferred due to|all messages from [^ ]{1,60} will be permanently deferred|[[(]cs0[123][\])]|\bhvu:b\d|\bdny:b\d|\brly:b\d|dul:b\d/,
    'Yahoo, AOL',
  ],
  [
    'blocked',
    /error 554 7\.7\.1|\bacc?ess to this mail system has been rejected due to the sending mta|554 rly|cloudmark|cloudfilter|csi\.cloudmark/,
    'Spectrum, IronPort, Cloudmark',
  ],
  [
    'blocked',
    /connection (?:refused|rejected|dropped|denied) (?:due to|because of|by) (?:abuse|spam|policy|reputation)|network is (?:banned|blocked)|dynamic ip|\bdul\b|residential ip|generic (?:reverse|rdns|hostname)/,
    'Exim, GMX',
  ],
  [
    'blocked',
    /(?:заблокирован|блокируется|забанен)[^.]{0,60}(?:ip|адрес(?:а)? отправител|сервер|хост)|(?:ваш )?(?:ip|сервер|хост)[^.]{0,50}(?:заблокирован|в черном списке|находится в)|черн(?:ом|ый|ого) спис|спам-?лист/,
    'Mail.ru, Rambler, Russian Exim',
  ],
  [
    'blocked',
    /auf (?:einer|der) (?:schwarzen liste|sperrliste|blacklist)|ip-?adresse[^.]{0,40}(?:gesperrt|blockiert)|liste noire|adresse ip[^.]{0,40}(?:bloquee|bloquée)|czarn(?:ej|a) li[sś]/,
    'German, French, Polish servers',
  ],
  // Proofs of origin.
  [
    'authentication',
    /\bdmarc\b|\bdkim\b|\bspf\b|sender policy framework|sender id|5\.7\.(?:20|21|22|23|24|25|26|27|29|30)\b/,
    'Gmail, Outlook.com, Mail.ru, Yandex',
  ],
  [
    'authentication',
    /unauthenticated (?:e?-?mail|message|sender)|not authenticated|isn't authenticated|lacks authentication|(?:sender|message|email) (?:authentication|is not signed)|authentication-?results/,
    'Gmail, Yahoo',
  ],
  [
    'authentication',
    /\bptr\b|reverse (?:dns|lookup|hostname|host name|mapping)|\brdns\b|cannot find your (?:reverse )?hostname|fcrdns|no valid (?:hostname|host)|forward[- ]confirmed|(?:client|ip|does)[^.]{0,50}(?:not resolve|no dns|could not be resolved)|invalid (?:helo|ehlo)|(?:helo|ehlo) (?:command )?(?:rejected|name|argument)/,
    'Postfix, Gmail 5.7.25, T-Online',
  ],
  [
    'authentication',
    /sender (?:address )?(?:verify|verification) fail|(?:sender|sender address|mail from|return path|from address|envelope sender)[^.]{0,60}(?:domain not found|domain of sender|does not (?:exist|resolve)|not exist|unresolvable|undeliverable address|verification failed)|domain of sender address|sender address rejected/,
    'Exim callout, Postfix, Sendmail',
  ],
  [
    'authentication',
    /authentication (?:required|failed|is required)|must (?:be )?authenticat|(?:530|535|534|538) |client was not authenticated|smtp auth|обратн(?:ая|ой|ую) (?:зон|dns|запис)|не прош(?:ло|ла|ел) проверку (?:spf|dkim|dmarc|подлинности)/,
    'submission servers, Exchange 5.7.57',
  ],
  // Too much at once.
  [
    'rate',
    /too many (?:messages|connections|emails|mails|recipients|concurrent|sessions|errors|hourly|attempts|e-mails|rcpt|invalid)|(?:message|sending|mail|connection|rate|hourly|daily|volume|sender|submission) (?:rate )?(?:limit|quota)s? (?:exceed|reached|has been|for)|rate[ -]limit|ratelimit|throttl|unusual rate|unusual (?:amount|volume|traffic|rate)|mails? too fast|slow down|5\.7\.28\b|4\.7\.28\b|4\.7\.650/,
    'Gmail, Outlook.com, Yahoo, GMX',
  ],
  [
    'rate',
    /exceeded (?:the |its |your |their )?(?:max(?:imum)? |allowed |hourly |daily |sending |message |allotted )*(?:e?mails?|message|sending|connection|rate|recipient|defers)|max(?:imum)? (?:defers and failures|emails per|number of (?:recipients|connections|messages))|sending limits?|over (?:rate|volume) limit|превышен (?:лимит|предел)(?![^.]{0,20}ящик)[^.]{0,40}(?:писем|сообщений|отправ|получател|соединени)|слишком много (?:писем|сообщений|соединений|получател)/,
    'cPanel Exim, hosting',
  ],
  // Our message.
  [
    'too-large',
    /\b(?:message|mail|e-?mail|size|attachment|body|nachricht|content)s?\b[^.]{0,50}(?:too (?:large|big|long)|exceeds[^.]{0,50}(?:size|maximum|limit|bytes|length)|larger than|zu groß|zu gross|oversized)|(?:too (?:large|big)|exceeds? (?:the )?(?:fixed |maximum |max |allowed )*(?:message )?size|size (?:limit|exceeds)|maximum (?:message )?size|size larger)|recipsizelimit|sendersizelimit|transport\.msgsizelimit|maximum permitted (?:message )?(?:size|length)/,
    'Postfix, Exim, Exchange 5.2.3, Gmail',
  ],
  [
    'too-large',
    /(?:письмо|сообщение|размер)[^.]{0,50}(?:слишком (?:велик|больш)|превышает|больше допустим)|размер (?:письма|сообщения)|taille (?:du message|maximale|limite)[^.]{0,40}|trop volumineux|nachrichtengr(?:ö|oe)ße|za du(?:ż|z)a wiadomo/,
    'Russian, French, German, Polish servers',
  ],
  [
    'content',
    /\bspam\b|\bspammy\b|spam-?score|spamassassin|\buce\b|unsolicited|\bjunk\b|bulk e?-?mail|phish|malware|\bvirus|infected|trojan|suspicious|high[ -]probability|likely (?:spam|unsolicited)|considered spam|looks like spam|spamming|nicht angenommen.{0,20}spam/,
    'Gmail 5.7.1, Mail.ru, Yandex, SpamAssassin',
  ],
  [
    'content',
    /(?:content|message|mail|e-?mail|header|headers|body|url|link|attachment)s?[^.]{0,60}(?:reject(?:ed)? (?:by|due to|because of|for) (?:content|filter|header|body|milter|dspam|amavis)|content filter|not (?:allowed|accepted) (?:due|because)|objectionable|prohibited|forbidden|banned)|content (?:rejected|restriction|scanner|policy|filter)|(?:header|body|content|attachment) (?:checks?|check failed|filter|scan)|blocked (?:by )?(?:content|attachment)|message (?:content|contained|contains) (?:rejected|unacceptable|unsafe|a virus|restricted)|rejected due to (?:security|content)|illegal attachment|executable/,
    'MIMEDefang, amavis, Postfix header_checks',
  ],
  [
    'content',
    /rfc ?5322|rfc ?2822|not (?:rfc|compliant)|malformed|missing (?:required )?(?:header|message-id|from|date)|bare (?:lf|newline|line ?feed)|line (?:too long|length)|duplicate header|multiple from|invalid (?:header|mime|message|characters)|illegal 8-?bit|8bit|from header/,
    'Gmail, Exim, Exchange 5.6.11',
  ],
  [
    'content',
    /спам|вирус|подозрительн|нежелательн(?:ое|ая|ой|ого) (?:письм|почт|рассылк)|содержим(?:ое|ого|ому)|массов(?:ая|ой|ую) рассылк|werbung|unerwünscht|courrier indésirable|pourriel|spamem|спам-/,
    'Mail.ru, Yandex, Russian and German servers',
  ],
];

/** Refusals in general words; they come last among the rules, since servers write them beside better ones. */
export const rulesOfPolicy: readonly Rule[] = [
  [
    'policy',
    /policy|policies|\bpol(?:icy)? reason|политик|правил(?:а|ами|ам) (?:сервера|безопасности|почтов)|richtlinie|politique|polityk/,
    'Yahoo 5.7.9, Exchange transport rules',
  ],
  [
    'policy',
    /(?:administrative(?:ly)? )(?:prohibit|den|refus)|prohibited by|(?:message|mail|e-?mail|transaction|delivery|connection|access|sender|host|client)[^.]{0,30}\b(?:denied|refused|rejected|prohibited|forbidden|not allowed|not permitted|not authori[sz]ed|blocked|not accepted)\b|\bnot authori[sz]ed|we do not accept|does not accept mail from|you are not allowed|zugriff verweigert|доступ запрещен|отправка запрещена|отклонено (?:сервером|администратором)|transport\.rules|refuse(?:d|s) (?:to|your)|rejected your message/,
    'Exim deny, Postfix access maps',
  ],
];
