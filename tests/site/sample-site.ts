import { inject } from 'vitest';
import { type BuiltSite, clone, readSite, testDay } from './built-site.ts';

export type SampleSite = Omit<BuiltSite, 'remove'>;

/** The sample's site, built once in a run and shared: read it, write nothing into its folder. */
export async function sampleSite(): Promise<SampleSite> {
  const answer = await fetch(inject('sampleServer'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return readSite(text, { root: clone, now: testDay });
}
