import type { Browser } from 'playwright-core';
import sharp from 'sharp';

export interface Cell {
  readonly label: string;
  readonly png: Buffer;
  /** Width on the sheet; the height follows. */
  readonly width: number;
}

/** Many pictures with their labels on one sheet of 1880 pixels, as a small PNG. */
export async function drawSheet(browser: Browser, title: string, cells: readonly Cell[]): Promise<Buffer> {
  const figures = cells.map(({ label, png, width }) => {
    const src = `data:image/png;base64,${png.toString('base64')}`;
    return `<figure><figcaption>${label}</figcaption><img src="${src}" width="${width}"></figure>`;
  });
  const page = await browser.newPage({ viewport: { width: 1880, height: 800 } });
  try {
    await page.setContent(
      `<!doctype html><title>${title}</title><style>${style}</style><h1>${title}</h1>${figures.join('')}`,
    );
    await page.waitForLoadState('load');
    const png = await page.screenshot({ fullPage: true });
    return await sharp(png).png({ palette: true, quality: 90 }).toBuffer();
  } finally {
    await page.close();
  }
}

const style = `
  body { margin: 0; padding: 16px; background: #8a8a8a; font: 15px sans-serif; display: flex; flex-wrap: wrap; gap: 14px; align-items: start }
  h1 { font-size: 20px; margin: 0; inline-size: 100% }
  figure { margin: 0 }
  figcaption { padding-block-end: 3px }
  img { display: block }
`;
