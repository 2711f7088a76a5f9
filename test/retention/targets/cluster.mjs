// Node's cluster: a primary and so many workers behind one port, each with a map of its own. node cluster.mjs <workers>
import cluster from 'node:cluster';
import http from 'node:http';

if (cluster.isPrimary) {
  const most = Number(process.argv[2] ?? 2);
  let ready = 0;
  cluster.on('listening', (_worker, { port }) => {
    if (++ready === most) console.log(port);
  });
  for (let index = 0; index < most; index++) cluster.fork();
  setTimeout(() => process.exit(0), 120_000).unref();
  process.stdin.on('end', () => process.exit(0)).resume();
} else {
  const seen = new Map();
  const server = http.createServer((request, response) => {
    const key = Buffer.from(request.headers.authorization ?? '').toString('latin1');
    seen.set(key, Date.now());
    response.writeHead(401).end();
  });
  server.listen(0, '127.0.0.1');
  process.on('disconnect', () => process.exit(0));
}
