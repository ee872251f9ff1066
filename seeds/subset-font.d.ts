/** The package has no types of its own. */
declare module 'subset-font' {
  interface Cut {
    readonly targetFormat: 'woff2' | 'woff' | 'truetype' | 'sfnt';
    readonly variationAxes?: Readonly<Record<string, number | { readonly min: number; readonly max: number }>>;
    readonly keepFeatures?: readonly string[];
    readonly noLayoutClosure?: boolean;
    readonly noHinting?: boolean;
    readonly dropTables?: readonly string[];
  }
  export default function subsetFont(font: Buffer, text: string, options: Cut): Promise<Buffer>;
}
