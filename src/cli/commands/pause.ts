import { pauseMailing } from '#store/mailing-control.ts';
import { mailingStatus } from '#store/status.ts';
import { defineCommand, type ExitCode, jsonArg, mailedArg } from '../command.ts';
import { mailingReport, nextSteps } from '../mailing-report.ts';
import { readSettings } from '../settings.ts';
import { useStore } from '../store-access.ts';

export const pause = defineCommand({
  details: ['What is on the wire at this moment still arrives; nothing more is begun, by any worker.'],
  args: { ...mailedArg, ...jsonArg },
  run({ issue, json }, terminal) {
    return useStore(readSettings(terminal.env), async (store): Promise<ExitCode> => {
      await pauseMailing(store, issue);
      const found = await mailingStatus(store, issue);
      if (json) terminal.json(found);
      else terminal.say(...mailingReport(found), ...nextSteps(found));
      return 0;
    });
  },
});
