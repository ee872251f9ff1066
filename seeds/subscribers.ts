/**
 * Sample subscribers as CSV on standard output: `node seeds/subscribers.ts [how many of each list] [list …]`.
 * A million rows take seconds and little memory: `node seeds/subscribers.ts 250000 > /tmp/people.csv`.
 */
import { once } from 'node:events';
import { sampleSubscribers } from '#cli/demo/sample-subscribers.ts';

const [count = '12', ...named] = process.argv.slice(2);
const lists = named.length > 0 ? named : ['en', 'be', 'ru', 'be-ru'];
const rowsAtOnce = 5_000;

let rows = ['email,list,form'];
for (const { address, list, form } of sampleSubscribers(lists, Number(count))) {
  if (rows.push(`${address},${list},${form}`) < rowsAtOnce) continue;
  if (!process.stdout.write(`${rows.join('\n')}\n`)) await once(process.stdout, 'drain');
  rows = [];
}
process.stdout.write(rows.length > 0 ? `${rows.join('\n')}\n` : '');
