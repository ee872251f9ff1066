/** Why somebody left, chosen by themselves out of this list or not said at all. Never words of their own. */
export const leavingReasons = ['too-many', 'not-interesting', 'not-safe', 'elsewhere', 'never-asked', 'other'] as const;
export type LeavingReason = (typeof leavingReasons)[number];
