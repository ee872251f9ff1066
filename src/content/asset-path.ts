import { readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Fault, Place } from './fault.ts';
import { didYouMean } from './suggestion.ts';
import { isMissing } from './text-file.ts';

type Refusal = Omit<Fault, keyof Place>;
export type AssetPath = { readonly ok: true; readonly file: string } | { readonly ok: false; readonly fault: Refusal };

/**
 * The file that a `src` such as `./cover.jpg` names, inside `folder`. Refused: absolute paths and drives, `..`, links that
 * lead outside, percent-encoding, names in other letters than Latin ones or with spaces, other cases than the file's own.
 */
export async function findAsset(folder: string, src: string, endings: readonly string[]): Promise<AssetPath> {
  const named = nameFault(src, endings);
  if (named) return { ok: false, fault: named };
  const steps = src.slice(2).split('/');
  const file = join(folder, ...steps);
  const strayed = await stepFault(folder, steps, src);
  if (strayed) return { ok: false, fault: strayed };
  const [home, real] = await Promise.all([realpath(folder), realpath(file).catch(orMissing)]);
  if (real === undefined) {
    return refused(
      'missing-file',
      `\`${src}\` is a link to a file that is not there.`,
      'Put the file itself into the folder.',
    );
  }
  const way = relative(home, real);
  if (way.startsWith('..') || way.startsWith(sep)) {
    return refused(
      'path-outside',
      `\`${src}\` is a link that leads out of its folder.`,
      'Put the file itself into the folder.',
    );
  }
  return { ok: true, file: real };
}

/** A refusal of a picture or sound. */
export function refused(rule: string, message: string, hint: string): { ok: false; fault: Refusal } {
  return { ok: false, fault: { rule, severity: 'error', message, hint } };
}

function nameFault(src: string, endings: readonly string[]): Refusal | undefined {
  const shown = src.slice(0, 100);
  const hint = `Write \`./name.${endings[0]}\`: a file in the same folder, its name in Latin letters, digits, hyphens.`;
  const refuse = (rule: string, message: string, other = hint) => refused(rule, message, other).fault;
  if (/^[a-z][a-z0-9+.-]+:/i.test(src) || src.startsWith('//')) {
    return refuse(
      'path-remote',
      `\`${shown}\` lies on another host.`,
      `Put the file into the folder and write \`./name.${endings[0]}\`.`,
    );
  }
  if (/^(?:[a-z]:|[\\/~])/i.test(src)) return refuse('path-absolute', `\`${shown}\` begins at the root of a disk.`);
  if (src.split(/[\\/]/).includes('..')) return refuse('path-outside', `\`${shown}\` leads out of its folder.`);
  if (src.includes('\\')) return refuse('path-name', `\`${shown}\` has a backslash.`);
  if (src.includes('%')) return refuse('path-name', `\`${shown}\` has a \`%\`; names are not encoded here.`);
  if (/\s/.test(src))
    return refuse(
      'path-name',
      `\`${shown}\` has a space, which breaks in addresses.`,
      'Rename the file: hyphens instead of spaces.',
    );
  if (/[^\x21-\x7e]/.test(src)) {
    return refuse(
      'path-name',
      `\`${shown}\` is not in Latin letters, and some mail programs lose such names.`,
      'Rename the file: a–z, digits and hyphens.',
    );
  }
  if (!src.startsWith('./')) {
    return refuse('path-name', `\`${shown}\` does not begin with \`./\`.`, `Write \`./${shown}\`.`);
  }
  if (!/^\.(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(src) || src.length > 200) {
    return refuse('path-name', `\`${shown}\` is not a name of a file.`);
  }
  const ending = src.slice(src.lastIndexOf('.') + 1).toLowerCase();
  if (!endings.includes(ending)) {
    const why = ending === 'svg' ? ' SVG may hold scripts, and mail programs do not show it.' : '';
    return refuse('file-kind', `\`${shown}\` is not ${endings.join(', ')}.${why}`, `Save it as ${endings[0]}.`);
  }
  return undefined;
}

/** Looks at each step of the way, because some disks do not tell `Cover.jpg` from `cover.jpg`. */
async function stepFault(folder: string, steps: readonly string[], src: string): Promise<Refusal | undefined> {
  let here = folder;
  for (const step of steps) {
    const names = (await readdir(here).catch(orMissing)) ?? [];
    if (!names.includes(step)) {
      const other = names.find(name => name.toLowerCase() === step.toLowerCase());
      return other === undefined
        ? refused(
            'missing-file',
            `There is no file \`${src}\` here.`,
            `${didYouMean(step, names)}Put it beside this file.`,
          ).fault
        : refused(
            'path-case',
            `The file is called \`${other}\`, not \`${step}\`.`,
            `Write \`${src.replace(step, other)}\`.`,
          ).fault;
    }
    here = join(here, step);
  }
  return undefined;
}

function orMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
