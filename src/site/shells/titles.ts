import type { MessageKey } from '#i18n/translator.ts';
import type { ShellName } from './names.ts';

export const shellTitles = {
  subscribe: 'joining.form.title',
  'subscribe-thanks': 'joining.thanks.title',
  confirm: 'joining.confirm.title',
  confirmed: 'joining.confirmed.title',
  'not-me': 'joining.refuse.title',
  'not-me-done': 'joining.refuse.done',
  'link-expired': 'joining.expired.title',
  'too-many': 'joining.many.title',
  unsubscribe: 'doors.unsubscribe.title',
  unsubscribed: 'doors.unsubscribed.title',
  resubscribed: 'doors.resubscribed.title',
  preferences: 'doors.preferences.title',
  'preferences-saved': 'doors.saved.title',
  paused: 'staying.paused.title',
  'link-sent': 'staying.sent.title',
  data: 'staying.data.title',
  'data-over': 'staying.over.title',
  forgotten: 'staying.forgotten.title',
  'unknown-link': 'doors.unknown.title',
} as const satisfies Record<ShellName, MessageKey>;
