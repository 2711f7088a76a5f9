// In the place of a scan: says at once what stands in the file that it is given. Plain JavaScript, because a thousand are started.
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';

process.once('message', () =>
  process.send(deserialize(readFileSync(process.argv[2])), () => process.disconnect()),
);
