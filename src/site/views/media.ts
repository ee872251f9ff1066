import type { Picture, Sound } from '#content/media.ts';
import { formatDuration } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { formatSize } from '#i18n/sizes.ts';
import { translator } from '#i18n/translator.ts';
import { pictureOrigin } from '#render/picture-notes.ts';

/** The picture over a commentary. */
export interface CoverView {
  readonly alt: string;
  readonly caption?: string;
  /** That it is old, and whose it is; empty where nothing is to be said. */
  readonly origin: string;
  readonly file: string;
  readonly width: number;
}

export function coverView(picture: Picture, language: Language): CoverView {
  const { alt, caption, file, width } = picture;
  return {
    alt,
    ...(caption !== undefined && { caption }),
    origin: pictureOrigin(picture, translator(language)).join(' '),
    file,
    width,
  };
}

/** The sound beside a commentary. */
export interface SoundView {
  readonly title: string;
  /** "Audio version, 3:05" */
  readonly label: string;
  /** "Download, 1.2 MB" */
  readonly download: string;
  /** That a machine reads. */
  readonly voice?: string;
  readonly file: string;
}

export function soundView({ title, seconds, sizeBytes, made, file }: Sound, language: Language): SoundView {
  const t = translator(language);
  return {
    title,
    label: t('site.commentary.audio', { length: formatDuration(seconds) }),
    download: t('site.commentary.size', { size: formatSize(sizeBytes, language) }),
    ...(made === 'machine' && { voice: t('piece.machineVoice') }),
    file,
  };
}
