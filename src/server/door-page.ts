import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#i18n/languages.ts';
import { escapeHtml } from '#render/escape.ts';
import type { DoorList } from './door-list.ts';
import { plainPage } from './plain-page.ts';
import type { ShellName } from './shells.ts';

/** What the holes of a shell get. */
export interface Holes {
  /** Unescaped values of `[[name]]`. */
  readonly text?: Readonly<Record<string, string>>;
  /** Names of the flags that are set. */
  readonly flags?: readonly string[];
}

/** Draws a page of the doors in one language. */
export type DoorPages = (name: ShellName, language: Language, holes?: Holes) => Promise<string>;

/** The newsletter's own words of safety, which stand by every form. */
export type Safety = Readonly<Partial<Record<Language, string>>>;

/** Pages from the built shells; where one is missing, a plain page with the same words and the same form. */
export function doorPages(distFolder: string, lists: readonly DoorList[], safety: Safety = {}): DoorPages {
  return async (name, language, holes = {}) => {
    const shell = await readShell(join(distFolder, '_service', language, `${name}.html`));
    return shell === undefined
      ? plainPage(name, language, { ...holes, lists, safety: safety[language] })
      : fillShell(shell, holes);
  };
}

/**
 * The shell with its holes filled, in one pass: what a value holds is never taken for a hole. A hole that nobody fills
 * becomes nothing.
 */
export function fillShell(shell: string, { text = {}, flags = [] }: Holes): string {
  return shell.replace(/\[\[([a-z0-9-]+)\]\](="(?:true)?")?/g, (_hole, name: string) => {
    if (flags.includes(name)) return name.replace(/-.*$/, '');
    return Object.hasOwn(text, name) ? escapeHtml(text[name] ?? '') : '';
  });
}

async function readShell(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
