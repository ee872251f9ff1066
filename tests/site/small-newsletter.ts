import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { clone } from './built-site.ts';

export interface SmallNewsletter {
  readonly root: string;
  /** Writes a file below content/. */
  readonly write: (file: string, text: string | Buffer) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A newsletter outside the clone: the sample's settings, topics and authors, and one commentary in English and Belarusian. */
export async function smallNewsletter(): Promise<SmallNewsletter> {
  const root = await mkdtemp(join(tmpdir(), 'vesnik-newsletter-'));
  const write = async (file: string, text: string | Buffer) => {
    const path = join(root, 'content', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  for (const each of ['newsletter.yaml', 'topics.yaml', 'authors.yaml', 'authors', 'pages'])
    await cp(join(clone, 'content', each), join(root, 'content', each), { recursive: true });
  await write('issues/2024-04-15/first.en.mdx', commentary({ title: 'The first piece' }));
  await write('issues/2024-04-15/first.be.mdx', commentary({ title: 'Першы матэрыял', more: ['original: en'] }));
  return { root, write, remove: () => rm(root, { recursive: true, force: true }) };
}

interface Written {
  readonly title: string;
  /** Lines of front matter. */
  readonly more?: readonly string[];
  readonly body?: string;
}

/** A commentary's file. */
export function commentary({ title, more = [], body = 'A body.' }: Written): string {
  const lines = [
    'period: 2024-04-15/2024-04-21',
    'topic: sanctions',
    `title: ${JSON.stringify(title)}`,
    'summary: A lead.',
  ];
  return ['---', ...lines, ...more, '---', '', body, ''].join('\n');
}

/** A JPEG that says who took it and where. */
export function talkativePicture(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 450, channels: 3, background: '#357' } })
    .withExif({ IFD0: { Artist: 'Secret Photographer' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 54/1 0/1' } })
    .jpeg()
    .toBuffer();
}
