/** What can be said by radio button on the page for those who left, in this order; the door takes no other (src/store/leaving-reason.ts). */
export const leavingReasons = ['too-many', 'not-interesting', 'not-safe', 'elsewhere', 'never-asked', 'other'] as const;
