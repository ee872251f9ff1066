export const mail = {
  title: 'Vesnik',
} as const;
