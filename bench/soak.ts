/**
 * What takes too long for `npm test`: `npm run soak`, or `npm run soak -- weight` for one of them. Ends with 1 when something is
 * not as it must be.
 */
import { soakKills } from './soak-kills.ts';
import { soakLighthouse } from './soak-lighthouse.ts';
import { soakPostfix } from './soak-postfix.ts';
import { soakWeight } from './soak-weight.ts';

/** Each prints a table and tells whether everything in it is as it must be. */
const soaks: Readonly<Record<string, () => Promise<boolean>>> = {
  kills: soakKills,
  weight: soakWeight,
  lighthouse: soakLighthouse,
  postfix: soakPostfix,
};

const asked = process.argv.slice(2);
const unknown = asked.filter(name => soaks[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no soak named ${unknown.join(', ')}. Those there are: ${Object.keys(soaks).join(', ')}.`);
  process.exitCode = 2;
} else {
  const failed: string[] = [];
  for (const [name, soak] of Object.entries(soaks))
    if ((asked.length === 0 || asked.includes(name)) && !(await soak())) failed.push(name);
  console.log(failed.length === 0 ? '\nEverything is as it must be.' : `\nNot as it must be: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
