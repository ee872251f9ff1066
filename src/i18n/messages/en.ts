import { common } from './en/common.ts';
import { doors } from './en/doors.ts';
import { feeds } from './en/feeds.ts';
import { inbox } from './en/inbox.ts';
import { joining } from './en/joining.ts';
import { mail } from './en/mail.ts';
import { notices } from './en/notices.ts';
import { occasions } from './en/occasions.ts';
import { report } from './en/report.ts';
import { search } from './en/search.ts';
import { site } from './en/site.ts';
import { staying } from './en/staying.ts';

export const en = {
  ...common,
  doors,
  feeds,
  inbox,
  joining,
  mail,
  notices,
  occasions,
  report,
  search,
  site,
  staying,
} as const;
