import { expect, it } from 'vitest';
import { leavingReasons as shown } from '#site/shells/leaving-reasons.ts';
import { leavingReasons as kept } from '#store/leaving-reason.ts';

it('the built page offers the reasons for leaving that the door takes', () => {
  expect([...shown].toSorted()).toEqual([...kept].toSorted());
});
