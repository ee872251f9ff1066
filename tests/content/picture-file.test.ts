import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { measurePicture } from '#content/picture-file.ts';
import { greySquare, issue, newsletterFolder } from './newsletter-folder.ts';

async function measure(bytes: Uint8Array | string, name = 'x.jpg', options?: { whole: boolean }) {
  const root = await newsletterFolder({ [`issues/${issue}/${name}`]: bytes });
  const asset = await measurePicture(join(root, 'content/issues', issue), `./${name}`, options);
  return asset.ok ? `${asset.measured.width} × ${asset.measured.height}` : asset.fault.rule;
}

test('jpg and png are measured', async () => {
  expect(await measure(await greySquare('jpeg'))).toBe('32 × 24');
  expect(await measure(await greySquare('png'), 'x.png')).toBe('32 × 24');
});

test('a picture that a camera turned has the measures that a reader sees', async () => {
  const turned = await sharp(await greySquare())
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(await measure(turned)).toBe('24 × 32');
});

test('a JPEG that is not one is refused', async () => {
  expect(await measure('<html><script>alert(1)</script></html>')).toBe('file-kind');
  expect(await measure(await greySquare('png'))).toBe('file-kind');
  expect(await measure('')).toBe('file-kind');
});

test('SVG with a script is refused under every name', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  expect(await measure(svg)).toBe('file-kind');
  expect(await measure(svg, 'x.png')).toBe('file-kind');
  expect(await measure(svg, 'x.svg')).toBe('file-kind');
});

test('20,000 × 20,000 pixels are refused before they are opened', async () => {
  const before = process.memoryUsage().rss;
  expect(await measure(emptyPng(20_000, 20_000), 'x.png', { whole: true })).toBe('picture-size');
  expect(await measure(emptyPng(13_000, 2), 'x.png')).toBe('picture-size');
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test('a picture that was cut off is found when it is read to its last pixel', async () => {
  const noise = await sharp({
    create: {
      width: 256,
      height: 256,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();
  expect(await measure(noise, 'x.jpg', { whole: true })).toBe('256 × 256');
  expect(await measure(noise.subarray(0, noise.length / 2), 'x.jpg', { whole: true })).toBe('file-kind');
});

/** A png that says these measures and holds almost nothing. */
function emptyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
