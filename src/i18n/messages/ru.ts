import { common } from './ru/common.ts';
import { doors } from './ru/doors.ts';
import { feeds } from './ru/feeds.ts';
import { inbox } from './ru/inbox.ts';
import { joining } from './ru/joining.ts';
import { mail } from './ru/mail.ts';
import { notices } from './ru/notices.ts';
import { occasions } from './ru/occasions.ts';
import { report } from './ru/report.ts';
import { search } from './ru/search.ts';
import { site } from './ru/site.ts';
import { staying } from './ru/staying.ts';

export const ru = {
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
