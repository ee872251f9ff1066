/** Where readers here have their mail. What stands in this list is never asked about, and offered where something is one slip from it. */
export const wellKnownDomains: readonly string[] =
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com
   mail.com gmx.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io
   tuta.com posteo.de fastmail.com mailbox.org riseup.net zoho.com hey.com disroot.org startmail.com mailfence.com mail.ru
   inbox.ru list.ru bk.ru internet.ru yandex.ru yandex.by yandex.com yandex.kz ya.ru rambler.ru tut.by mail.by open.by
   ukr.net i.ua meta.ua mail.ua inbox.lv mail.ee wp.pl onet.pl o2.pl interia.pl seznam.cz email.cz abv.bg free.fr orange.fr
   hotmail.co.uk yahoo.co.uk outlook.de yahoo.de yahoo.fr live.ru hotmail.de hotmail.fr`.split(/\s+/);

/** Other providers whose names are one slip from those: not offered, and not asked about. */
export const otherDomains: readonly string[] =
  `mail.de mail.cz mail.ch mail.at mail.be mail.pl mail.lt mail.lv mail.bg mail.fr mail.it mail.es mail.dk mail.fi mail.se
   mail.nl mail.eu mail.uk mail.me mail.md mail.kz mail.kg mail.uz mail.am mail.ge mail.az mail.tj mail.org mail.net
   mail.co mail.com.ua e-mail.ua email.com email.de email.it email.ua email.ru email.su inbox.com inbox.eu inbox.lt
   inbox.ee gmx.at gmx.ch gmx.fr gmx.us gmx.es gmx.eu gmx.li web.com hotmail.it hotmail.es hotmail.se outlook.fr outlook.es
   outlook.it outlook.pl live.de live.fr live.it live.nl live.se live.be live.dk live.cn live.co.uk yahoo.it yahoo.es
   yahoo.ca yahoo.pl yahoo.gr yahoo.ro o2.cz o2.de ukr.com meta.com open.com free.com orange.com orange.pl orange.es
   zoho.eu zoho.in tuta.org wp.com yandex.ua yandex.eu yandex.uz yandex.lt yandex.lv yandex.fr tutamail.com tutanota.de
   fmail.com list.com hey.xyz posteo.net posteo.org posteo.at posteo.ch abv.com proton.com`.split(/\s+/);
