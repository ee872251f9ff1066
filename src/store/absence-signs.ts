import { type Absence, isNothing, type Standing, standingByWord, worse } from './standing.ts';
import { type ColumnMap, type Columns, plainHeading } from './subscriber-columns.ts';

/** What columns beside `status` tell of who left, bounced, complained or never confirmed, whatever program wrote them. */
export interface AbsenceSigns {
  /** Where those columns stand, counted from 0. */
  readonly columns: readonly number[];
  /** By all of them together; the worst counts. */
  standingOf(cells: readonly string[]): Standing;
}

type Meaning = (cell: string) => Standing;

/**
 * The signs that a first line has. A column that tells something else is none; where `map` says which column holds the status, or that
 * none does, the others that would tell it in a word are left alone.
 */
export function absenceSigns(header: readonly string[], columns: Columns, map: ColumnMap = {}): AbsenceSigns {
  const status = columns.get('status');
  const taken = new Set([...columns].filter(([name]) => name !== 'status').map(([, at]) => at));
  const signs = header.flatMap((heading, at) => {
    const sign = at === status ? { inWords: true, meaning: standingByWord } : signOf(plainHeading(heading));
    if (sign === undefined || taken.has(at)) return [];
    return sign.inWords && map.status !== undefined && at !== status ? [] : [{ at, meaning: sign.meaning }];
  });
  return {
    columns: signs.map(({ at }) => at),
    standingOf: cells =>
      signs.reduce<Standing>((worst, { at, meaning }) => worse(worst, meaning((cells[at] ?? '').trim())), 'mailed'),
  };
}

interface Sign {
  /** The column may be about something else. */
  readonly inWords?: boolean;
  readonly meaning: Meaning;
}

// A date, a reason, a “yes”: whatever stands there says that it happened.
const happened =
  (absence: Absence): Meaning =>
  cell =>
    isNothing(cell) ? 'mailed' : absence;
// A date or a “yes” says that they are; a word may say anything.
const wanted =
  (absence: Absence): Meaning =>
  cell => {
    if (isNothing(cell)) return absence;
    const meant = standingByWord(cell);
    return meant === 'status-unknown' ? 'mailed' : meant;
  };
// Columns of that name may be about something else.
const mayTell: Meaning = cell => {
  const meant = standingByWord(cell);
  return meant === 'status-unknown' || isNothing(cell) ? 'mailed' : meant;
};

function signOf(heading: string): Sign | undefined {
  const exact = signs.get(heading);
  if (exact !== undefined) return exact;
  // `unsubscribe_link` is there for everybody.
  const isOfAll = /(?:link|url|token|key|hash|code|page|count|rate|id)$/.test(heading);
  const tellsLeaving = /^(?:date|time|global|globally|is|has|email)?(?:unsub|optedout|optout)/.test(heading);
  return tellsLeaving && !isOfAll ? { meaning: leftThen } : undefined;
}

const leftThen = happened('left-elsewhere');
const headings: readonly (readonly [string, Sign])[] = [
  [
    `emaildisabled maildisabled disabled isdisabled disabledat deletedat isdeleted deleted removedat removed archivedat blocked isblocked
     blockedat banned blocklisted isblocklisted blacklisted isblacklisted emailblocklisted emailblacklisted suppressed suppressedat
     issuppressed suppressionreason cancelledat canceledat hasoptedoutofemail emailoptout emailoptedout donotemail donotmail
     donotcontact leavedate leftdate отписан отписался отписалась отписка датаотписки причинаотписки заблокирован удалён удален
     адпісаны адпісаўся адпісалася адпіска датаадпіскі прычынаадпіскі заблакаваны выдалены`,
    { meaning: leftThen },
  ],
  [
    `cleantime cleanedat cleaned iscleaned undeliverabilitydate undeliverabilityreason undeliverable isundeliverable undeliverableat
     bounced isbounced bouncedat bouncedate bouncetime bouncereason bouncetype hardbounce hardbounced hardbouncedat hardbouncedate
     cleancampaigntitle invalid isinvalid emailinvalid недоставлено возврат недастаўлена вяртанне`,
    { meaning: happened('bounced-elsewhere') },
  ],
  [
    `complained iscomplained complainedat complaintdate complainttime complaint spam isspam spammedat markedasspam spamreport
     spamreportedat abuse жалоба скарга`,
    { meaning: happened('complained-elsewhere') },
  ],
  [
    `subscribedtoemails subscribedtoemail subscribedtonewsletter subscribed issubscribed emailsubscribed newslettersubscribed
     emailenabled acceptsmarketing acceptsemailmarketing emailmarketing подписан подписана падпісаны падпісана`,
    { meaning: wanted('left-elsewhere') },
  ],
  [
    'active isactive enabled isenabled активен активна активный актыўны актыўна',
    { inWords: true, meaning: wanted('left-elsewhere') },
  ],
  [
    `confirmed isconfirmed emailconfirmed optedin isoptedin optin doubleoptin подтверждён подтвержден подтверждена пацверджаны
     пацверджана`,
    { meaning: wanted('unconfirmed-elsewhere') },
  ],
  [
    `status subscriptionstatus subscriberstatus emailstatus mailstatus memberstatus contactstatus membershipstatus marketingstatus
     optinstatus subscribertype статус статусподписки состояние статуспадпіскі стан`,
    { inWords: true, meaning: standingByWord },
  ],
  ['type contacttype membertype тип тып', { inWords: true, meaning: mayTell }],
];
const signs: ReadonlyMap<string, Sign> = new Map(
  headings.flatMap(([names, sign]) => names.split(/\s+/).map(name => [name, sign] as const)),
);
