import { systemClock } from '#delivery/clock.ts';
import { dispatch } from './dispatch.ts';
import { secretsOf } from './environment-secrets.ts';
import { redactor } from './redact.ts';
import { openTerminal } from './terminal.ts';

// The only file that touches the process: its arguments, its streams, its signals and how it ends.
const stopped = new AbortController();
let asked = 0;
let lastAskedMs = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
    // One Ctrl+C arrives several times: from the terminal, from npm, from bin/vesnik.js.
    if (Date.now() - lastAskedMs < 500) return;
    lastAskedMs = Date.now();
    asked += 1;
    // The first time the command finishes what is on the wire; who asks three times does not want to wait.
    if (asked >= 3) process.exit(1);
  });
}
// `vesnik … | head` closes the pipe early; that is not an error.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

const terminal = openTerminal(
  {
    env: process.env,
    folder: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopped.signal,
    clock: systemClock,
  },
  redactor(secretsOf(process.env)),
);

process.exitCode = await dispatch(process.argv.slice(2), terminal);
// Nothing that a command left open may keep a person waiting.
await Promise.all([process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))));
process.exit();
