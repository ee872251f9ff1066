/** A picture file that was opened and measured. */
export interface Picture {
  /** As written: `./cover.jpg`. */
  readonly src: string;
  /** Absolute path, inside the folder. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly caption?: string;
  readonly credit?: string;
  /** An old picture; readers are told. */
  readonly archive: boolean;
}

export interface Sound {
  readonly src: string;
  readonly file: string;
  readonly title: string;
  readonly made?: 'human' | 'machine';
  readonly seconds: number;
  readonly sizeBytes: number;
  /** `audio/mpeg` */
  readonly mediaType: string;
}
