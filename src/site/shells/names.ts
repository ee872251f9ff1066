/** The pages of the doors that the site builds and the server fills (src/server/shells.ts says what each holds). */
export const shellNames = [
  'subscribe',
  'subscribe-thanks',
  'confirm',
  'confirmed',
  'not-me',
  'not-me-done',
  'link-expired',
  'too-many',
  'unsubscribe',
  'unsubscribed',
  'resubscribed',
  'preferences',
  'preferences-saved',
  'paused',
  'link-sent',
  'data',
  'data-over',
  'forgotten',
  'unknown-link',
] as const;

export type ShellName = (typeof shellNames)[number];
