/** Opens a database, adds one subscriber and says `added`, or the code of the refusal. */
import { VesnikError } from '#errors.ts';
import { openStore } from '#store/open.ts';
import { addSubscriber } from '#store/subscribers.ts';
import { now } from './both-databases.ts';
import { person } from './people.ts';

const [url = '', key = ''] = process.argv.slice(2);
try {
  const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });
  console.log(await addSubscriber(store, person('one@example.org'), now));
} catch (error) {
  console.log(error instanceof VesnikError ? error.code : String(error));
}
