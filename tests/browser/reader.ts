import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

/** How somebody uses a page: with a mouse or a finger, or with the keyboard alone. */
export interface Reader {
  /** Follows a link, or opens what is folded. */
  readonly follow: (page: Page, selector: string) => Promise<void>;
  /** Writes into a field and sends its form. */
  readonly send: (page: Page, field: string, text: string) => Promise<void>;
}

export const withMouse: Reader = {
  follow: async (page, selector) => page.locator(selector).filter({ visible: true }).first().click(),
  send: async (page, field, text) => {
    await page.locator(field).fill(text);
    await page.locator(`form:has(${field}) button[type=submit]`).first().click();
  },
};

export const withKeyboard: Reader = {
  follow: async (page, selector) => {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
  },
  send: async (page, field, text) => {
    await tabTo(page, field);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  },
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
    // Between the last stop and the first the focus is on the browser's own controls.
    isMarked: element === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
    isSeen: width > 1 && height > 1 && bottom > 0 && top < innerHeight,
    name: element.outerHTML.slice(0, 120),
  };
}`;
