import { z } from 'zod';

const wanted = z.object({
  /** Absolute path. */
  file: z.string(),
  alt: z.string(),
  /** In pixels. */
  width: z.number(),
  widths: z.array(z.number()),
  sizes: z.string(),
});

/** A picture that a drawn text asks for. */
export type WantedPicture = z.infer<typeof wanted>;

/**
 * What stands in the HTML of a kept text where Astro's attributes of a picture belong, which are known only when its page is made.
 * Patterns match the whole tag, which no words of an editor can look like; their groups are what stands before the marker, the
 * marker's words, and the rest of the tag.
 */
export const pictureMarker = {
  attribute: 'data-wanted',
  pattern: /(<img\b[^<>]*? )data-wanted="([^"<>]*)"([^<>]*>)/g,
  write: (picture: WantedPicture) => encodeURIComponent(JSON.stringify(picture)),
  read: (written: string): WantedPicture => wanted.parse(JSON.parse(decodeURIComponent(written))),
} as const;

const fed = z.object({ file: z.string(), width: z.number() });

/** The same for the address of a picture in a feed. */
export const fedPictureMarker = {
  pattern: /(<img\b[^<>]*? src=")https:\/\/picture\.invalid\/([^"<>]*)("[^<>]*>)/g,
  write: (picture: z.infer<typeof fed>) => `https://picture.invalid/${encodeURIComponent(JSON.stringify(picture))}`,
  read: (written: string) => fed.parse(JSON.parse(decodeURIComponent(written))),
} as const;
