import { common } from './be/common.ts';
import { doors } from './be/doors.ts';
import { feeds } from './be/feeds.ts';
import { inbox } from './be/inbox.ts';
import { joining } from './be/joining.ts';
import { mail } from './be/mail.ts';
import { notices } from './be/notices.ts';
import { occasions } from './be/occasions.ts';
import { report } from './be/report.ts';
import { search } from './be/search.ts';
import { site } from './be/site.ts';
import { staying } from './be/staying.ts';

export const be = {
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
