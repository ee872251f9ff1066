import { lstatSync, readFileSync } from 'node:fs';
import { type Fault, fault } from './fault.ts';

/** Twenty times the longest review; what is larger is no text. */
const largestBytes = 1_000_000;

export interface TextRead {
  /** With line feeds only, without a byte order mark; undefined where it cannot be read. */
  readonly text: string | undefined;
  readonly faults: readonly Fault[];
}

/**
 * A file of content as text: UTF-8, a real file, not too large; undefined where there is none. Throws only what the disk throws else. It waits
 * for the disk: promises for thousands of small files took four times as long.
 */
export function readText(file: string): TextRead | undefined {
  const found = look(file);
  if (!found) return undefined;
  if (found.isSymbolicLink()) return refused('symlink', 'This is a link to another file.', 'Put the file itself here.');
  if (!found.isFile()) return refused('file', 'This is not a file.', 'Put a text file here.');
  if (found.size > largestBytes) {
    return refused(
      'file-size',
      'This file is larger than 1 MB.',
      'Leave out what is not text; pictures are files of their own.',
    );
  }
  return decode(readFileSync(file));
}

const notUtf8 = refused('encoding', 'This file is not in UTF-8.', 'Save it again and choose UTF-8 as its encoding.');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text, or the reason why they are none. */
export function decode(bytes: Uint8Array): TextRead {
  try {
    const text = utf8.decode(bytes);
    // Every other byte of UTF-16 is empty where the letters are Latin.
    return text.split('\0').length > text.length / 10 + 1
      ? notUtf8
      : { text: text.replaceAll('\r\n', '\n'), faults: [] };
  } catch {
    return notUtf8;
  }
}

function look(file: string) {
  try {
    return lstatSync(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether an error of the file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function refused(rule: string, message: string, hint: string): TextRead {
  return { text: undefined, faults: [fault(undefined, rule, message, hint)] };
}
