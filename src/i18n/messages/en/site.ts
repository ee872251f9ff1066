export const site = {
  title: 'Vesnik',
} as const;
