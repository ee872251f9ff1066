import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureSound } from '#content/sound-file.ts';
import { greySquare, issue, newsletterFolder, silence } from './newsletter-folder.ts';

async function measure(bytes: Uint8Array | string, name: string) {
  const root = await newsletterFolder({ [`issues/${issue}/${name}`]: bytes });
  return measureSound(join(root, 'content/issues', issue), `./${name}`);
}

test('the length of a sound is read from the file', async () => {
  const asset = await measure(silence(), 'x.mp3');
  expect(asset).toMatchObject({ ok: true, measured: { sizeBytes: 41_700, mediaType: 'audio/mpeg' } });
  expect(asset.ok && Math.round(asset.measured.seconds * 10)).toBe(26);
});

test('what is no sound is refused', async () => {
  for (const bytes of ['', 'not a sound', await greySquare()]) {
    expect(await measure(bytes, 'x.mp3')).toMatchObject({ ok: false, fault: { rule: 'file-kind' } });
  }
  expect(await measure(silence(), 'x.ogg')).toMatchObject({ ok: false, fault: { rule: 'file-kind' } });
  expect(await measure(silence(), 'x.wav')).toMatchObject({ ok: false, fault: { rule: 'file-kind' } });
});
