import type { Rule } from './rule.ts';

/** What went wrong on the way. */
export const rulesAboutWay: readonly Rule[] = [
  [
    'relaying',
    /relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:allowed|permitted)|prohibited|disallowed|restricted|failed|refused)|(?:not permitted|unable|not allowed|refus\w+|denied|cannot|don't|do not|not authori[sz]ed|not licensed) to (?:\w+ )?relay|we do ?n[o']t relay|no relaying|relaying (?:mail )?(?:to|through)|no third-?party|tenantattribution|isn't (?:in my|allowed in) (?:list of )?(?:allowed )?rcpthosts|rcpthosts|mail for [^ ]{1,80} not (?:accepted|relayed)|пересылка[^.]{0,20}(?:запрещена|не разрешена)|ретрансляци|relaying verweigert|relais (?:refusé|interdit)/,
    'Postfix, Exim, qmail, Sendmail, Exchange 5.7.64',
  ],
  [
    'routing',
    /(?:mail|forward\w*|routing|message|delivery|address|possible|looping|infinite) ?(?:is )?loop|loop(?:s|ing)? (?:back|detected|to (?:myself|me|itself))|loops back|too many (?:hops|received|redirect|forward)|hop count|hopcount|exceeded (?:max )?hops|maximum hop|routing loop|attr34|misconfigured forward|alias(?:ing|es)?\/?(?:forwarding)? loop|local configuration error|config(?:uration)? error|зациклив|почтов(?:ая|ой) петл|zu viele hops|schleife|boucle/,
    'all',
  ],
  [
    'unreachable',
    /connect(?:ion|ed|ing)?[^.]{0,60}(?:timed? ?-?out|refused|reset|dropped|lost|closed|failed|aborted|terminated|could ?n[o']t be established|was unsuccessful|interrupted)|(?:timed? ?-?out|timeout|lost connection|connection died|unable to connect|could ?n[o']t connect|couldn't establish|cannot connect|can't connect|no route to host|network (?:is )?unreachable|host (?:is )?unreachable|host unreachable|conversation with|connection (?:expired|error)|no answer from|did not respond|not responding|server (?:did not|does not|didn't) (?:respond|reply|answer)|no smtp connection|wasn't able to establish an smtp connection|all hosts [^.]{0,60}failing|retry time(?:out)? (?:not reached|exceeded)|destination (?:server|mail system) (?:is )?(?:not available|unavailable|down|unreachable)|tls handshake|starttls)/,
    'Postfix, Exim, qmail, Gmail',
  ],
  [
    'unreachable',
    /(?:expired|been in (?:the )?queue (?:too long|for)|undeliverable for|could ?n[o']t be delivered (?:for|within)|delivery time expired|message expired|queue\.expired|too old|retry timeout|max(?:imum)? (?:retry|queue)|has been on the queue|delivery (?:attempts? )?(?:period|expired)|4\.4\.7|5\.4\.7|not been able to deliver[^.]{0,40}(?:days|hours))/,
    'queues that gave up',
  ],
  [
    'unreachable',
    /(?:сервер|узел|хост|соединени[ея])[^.]{0,50}(?:недоступ|не отвечает|не удалось (?:установить|подключ|соединит)|разорван|прерван|тайм-?аут|превышено время)|(?:не удалось|невозможно) (?:подключиться|соединиться|установить соединение)|истек(?:ло|ло время|) (?:время|срок)|превышено время|врем(?:я|ени) ожидания|zeitüberschreitung|verbindung[^.]{0,40}(?:fehlgeschlagen|abgelehnt|nicht)|nicht erreichbar|délai[^.]{0,30}(?:dépassé|expiré)|connexion[^.]{0,30}(?:refusée|impossible)|przekroczono czas|brak połączenia/,
    'Russian, German, French, Polish servers',
  ],
  [
    'temporary',
    /gr[ae]y ?-?list|try again later|try later|temporar(?:y|ily)|please retry|retry later|service (?:is )?(?:currently )?unavailable|server (?:is )?(?:too )?busy|resources? (?:is |are )?(?:temporarily|unavailable)|system (?:is )?(?:not accepting|too busy|busy)|insufficient system (?:resources|storage)|internal (?:server )?error|local error|error in processing|receiving mail (?:too quickly|at a rate)|deferred|database error|lookup failure|out of memory|multiple destination domains|попробуйте позже|повторите (?:попытку )?позже|временн(?:ая|о|ые) (?:ошибк|недоступ|проблем)|später (?:noch ?mal|erneut)|réessayer|temporairement|vorübergehend|tymczasow|4\.3\.[0-9]/,
    'all',
  ],
];
