import { z } from 'zod';
import { isDay, type Period } from './days.ts';

/** An ISO 8601 interval of whole days, both included: `2024-04-15/2024-04-21`. */
export const period = z
  .string()
  .superRefine((written, context) => {
    const found = fault(written);
    if (found) context.addIssue({ code: 'custom', ...found });
  })
  .transform((written): Period => {
    const [start = '', end = ''] = written.split('/');
    return { start, end };
  });

function fault(written: string): { message: string; params: { rule: string; hint?: string } } | undefined {
  const days = written.slice(0, 100).split('/');
  const [start = '', end = ''] = days;
  if (days.length !== 2 || !looksLikeDay(start) || !looksLikeDay(end)) {
    return {
      message: 'must be two days with a slash between them',
      params: { rule: 'period' },
    };
  }
  const impossible = days.filter(one => !isDay(one));
  if (impossible.length > 0) {
    return {
      message: `names a day that does not exist: ${impossible.join(', ')}`,
      params: { rule: 'impossible-date' },
    };
  }
  if (end < start) {
    return {
      message: 'ends before it begins',
      params: { rule: 'period-reversed', hint: `Write \`period: ${end}/${start}\`.` },
    };
  }
  return undefined;
}

function looksLikeDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
