import { fixed } from './fixed.js';
import { flawed } from './flawed.js';

const app = await (process.env.VARIANT === 'flawed' ? flawed() : fixed());
console.log(`listening on ${await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' })}`);
process.once('SIGTERM', () => {
  app.close();
  app.server.closeAllConnections();
});
