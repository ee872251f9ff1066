import { writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { VesnikError } from '#errors.ts';
import { isInTrackedTree } from '../git-tree.ts';

/** Makes a new age identity in a new file (mode 0600), as age-keygen does; its public half. Throws VesnikError (usage) `unwritable`. */
export async function makeIdentity(file: string, now: Date): Promise<string> {
  if (await isInTrackedTree(file)) throw unwritable(file, 'lies in a git repository that does not ignore it');
  const secret = await generateX25519Identity();
  const recipient = await identityToRecipient(secret);
  const text = `# created: ${now.toISOString()}\n# public key: ${recipient}\n${secret}\n`;
  await writeFile(file, text, { flag: 'wx', mode: 0o600, flush: true }).catch(cause => {
    throw unwritable(file, 'exists already or cannot be written', cause);
  });
  return recipient;
}

function unwritable(file: string, what: string, cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'unwritable',
    message: `${file} ${what}. No identity was made.`,
    hint: 'Name a new file in a folder that exists, best on a stick or a machine of its own.',
    kind: 'usage',
    cause,
  });
}
