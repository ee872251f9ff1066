import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

/** How a reader follows a link: by the mouse, or by the keyboard alone. */
export type Follow = (page: Page, selector: string) => Promise<void>;

export const byMouse: Follow = async (page, selector) => {
  await page.locator(selector).filter({ visible: true }).first().click();
};

/** Goes with Tab from where the focus is to the link, which must show that it has the focus, and presses Enter. */
export const byKeyboard: Follow = async (page, selector) => {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
};

/** Presses Tab until the focus stands on what is wanted. Every stop on the way must be seen and marked. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 400; stops += 1) {
    await page.keyboard.press('Tab');
    const { isWanted, isMarked, isSeen, name } = stop.parse(
      await page.evaluate(`(${look})(${JSON.stringify(selector)})`),
    );
    expect({ isMarked, isSeen }, name).toEqual({ isMarked: true, isSeen: true });
    if (isWanted) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

const stop = z.object({ isWanted: z.boolean(), isMarked: z.boolean(), isSeen: z.boolean(), name: z.string() });

const look = `selector => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, width, height } = element.getBoundingClientRect();
  return {
    isWanted: element.matches(selector),
    isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isSeen: width > 1 && height > 1 && bottom > 0 && top < innerHeight,
    name: element.outerHTML.slice(0, 120),
  };
}`;
