import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';

export interface LabSocksProxy {
  readonly port: number;
  /** `5 name:port` or `4 address:port`, as it was asked. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A SOCKS proxy (RFC 1928, RFC 1929, SOCKS4 and 4a) that leads everything to loopback; with a password when given. */
export async function serveSocksProxy(login?: { user: string; password: string }): Promise<LabSocksProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const next = reader(socket);
    void converse(socket, next).catch(() => socket.destroy());
  });

  async function converse(socket: Socket, next: (length: number) => Promise<Buffer>) {
    const [version = 0] = await next(1);
    return version === 5 ? five(socket, next) : four(socket, next);
  }

  async function five(socket: Socket, next: (length: number) => Promise<Buffer>) {
    const [methods = 0] = await next(1);
    const offered = await next(methods);
    const method = login ? 2 : 0;
    if (!offered.includes(method)) return socket.end(Buffer.from([5, 255]));
    socket.write(Buffer.from([5, method]));
    if (login) {
      await next(1);
      const user = (await next((await next(1))[0] ?? 0)).toString();
      const password = (await next((await next(1))[0] ?? 0)).toString();
      const isRight = user === login.user && password === login.password;
      socket.write(Buffer.from([1, isRight ? 0 : 1]));
      if (!isRight) return socket.end();
    }
    const [, , , kind = 0] = await next(4);
    const host =
      kind === 3
        ? (await next((await next(1))[0] ?? 0)).toString()
        : kind === 4
          ? (await next(16)).toString('hex')
          : [...(await next(4))].join('.');
    const port = (await next(2)).readUInt16BE();
    asked.push(`5 ${host}:${port}`);
    lead(
      socket,
      port,
      Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]),
      Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]),
    );
  }

  async function four(socket: Socket, next: (length: number) => Promise<Buffer>) {
    await next(1);
    const port = (await next(2)).readUInt16BE();
    const address = await next(4);
    const text = async () => {
      let name = '';
      for (let byte = (await next(1))[0]; byte !== 0; byte = (await next(1))[0])
        name += String.fromCharCode(byte ?? 0);
      return name;
    };
    await text();
    const isNamed = address[0] === 0 && address[1] === 0 && address[2] === 0;
    asked.push(`4 ${isNamed ? await text() : [...address].join('.')}:${port}`);
    lead(socket, port, Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]), Buffer.from([0, 91, 0, 0, 0, 0, 0, 0]));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function lead(socket: Socket, port: number, granted: Buffer, refused: Buffer) {
  const through = net.connect(port, '127.0.0.1', () => {
    socket.write(granted);
    socket.removeAllListeners('data');
    through.pipe(socket).pipe(through);
  });
  through.on('error', () => socket.end(refused));
  socket.on('close', () => through.destroy());
}

/** So many bytes at a time, in order. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  let held = Buffer.alloc(0);
  let wanted: (() => void) | undefined;
  socket.on('data', (piece: Buffer) => {
    held = Buffer.concat([held, piece]);
    wanted?.();
  });
  return (length) =>
    new Promise((resolve) => {
      const take = () => {
        if (held.length < length) return;
        wanted = undefined;
        const taken = held.subarray(0, length);
        held = held.subarray(length);
        resolve(taken);
      };
      wanted = take;
      take();
    });
}
