export const doors = {
  title: 'Vesnik',
} as const;
