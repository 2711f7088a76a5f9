import { createServer } from 'node:http';
import { fixed } from './fixed.js';
import { flawed } from './flawed.js';

const app = process.env.VARIANT === 'flawed' ? flawed : fixed;
const server = createServer(app).listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
