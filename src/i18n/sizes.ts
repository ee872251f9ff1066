import type { Language } from './languages.ts';

/** The size of a file as a reader is told it: "640 kB", «1,2 МБ». Decimal units, as networks count. */
export function formatSize(sizeBytes: number, language: Language): string {
  const isSmall = sizeBytes < 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(sizeBytes / (isSmall ? 1_000 : 1_000_000));
}
