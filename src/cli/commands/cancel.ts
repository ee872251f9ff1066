import { cancelMailing } from '#store/mailing-control.ts';
import { mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode, jsonArg, mailedArg, yesArg } from '../command.ts';
import { confirmByTyping } from '../confirmation.ts';
import { mailingReport } from '../mailing-report.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

export const cancel = defineCommand({
  details: [
    'Ends a mailing: what is not sent yet is not sent any more. What went out stays out. The issue can be mailed anew; then those who got it are left out. To stop for a while only, use pause.',
  ],
  args: { ...mailedArg, ...yesArg, ...jsonArg },
  run({ issue, yes, json }, terminal) {
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      const before = await mailingStatus(store, issue);
      const waiting = before.counts.queued + before.counts.deferred;
      if (!yes) await confirmByTyping(`To give up ${waiting} deliveries of ${issue}, type ${issue}`, issue, terminal);
      await cancelMailing(store, issue, new Date());
      const after = await mailingStatus(store, issue);
      if (json) terminal.json(after);
      else terminal.say(...mailingReport(after));
      return 0;
    });
  },
});
