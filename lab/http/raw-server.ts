import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Bytes that were written to all sockets so far. */
  readonly sent: () => number;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Serves bytes as they are. The listener gets each socket once its first data came, and the text of it. */
export async function serveRaw(answer: (socket: Socket, head: string) => unknown): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => {
      sent += socket.bytesWritten;
      sockets.delete(socket);
    });
    socket.on('error', () => undefined);
    socket.once('data', (data) => answer(socket, data.toString('latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sent: () => sent + [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Writes until the other side has had enough, respecting its pace so that only it can be overrun. */
export async function pour(
  socket: Socket,
  chunk: string | Buffer,
  mostBytes: number,
  pauseMs = 0,
): Promise<void> {
  for (let sent = 0; sent < mostBytes && !socket.destroyed; sent += chunk.length) {
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (pauseMs > 0) await wait(pauseMs);
  }
}

function once(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}
