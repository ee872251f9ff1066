export const inbox = {
  title: 'Vesnik',
} as const;
