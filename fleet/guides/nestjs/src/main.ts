import 'reflect-metadata';
import { fixed } from './fixed.js';
import { flawed } from './flawed.js';

const app = await (process.env.VARIANT === 'flawed' ? flawed() : fixed());
const server = await app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
