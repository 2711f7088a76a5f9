import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';
import type { LabApp, ServedLab } from '../app.ts';
import { serveLab } from '../app.ts';

/** What an old server still takes: versions and suites that no library of today can speak. */
export interface OldHabits {
  /** Wire numbers, such as 0x0300 for SSL 3. */
  readonly versions: readonly number[];
  readonly suites: readonly number[];
}

/**
 * A port that speaks like an old server to old hellos, and hands everything else on to the lab behind it. Old hellos
 * are answered with a ServerHello and nothing more, which is all that a scanner may need to see.
 */
export async function serveOld(app: LabApp, habits: OldHabits): Promise<ServedLab> {
  const inner = await serveLab(app);
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', (hello) => {
      const answer = answerTo(hello, habits);
      if (answer) return socket.write(answer);
      const behind = net.connect(Number(new URL(inner.url).port), '127.0.0.1');
      behind.on('error', () => socket.destroy());
      behind.write(hello);
      socket.pipe(behind).pipe(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: inner.requests,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await inner.close();
    },
  };
}

/** A ServerHello for the first suite that both know; undefined for a hello that a server of today should see. */
function answerTo(hello: Buffer, { versions, suites }: OldHabits): Buffer | undefined {
  const version = hello.readUInt16BE(9);
  const listAt = 44 + (hello[43] ?? 0);
  const list = hello.subarray(listAt + 2, listAt + 2 + hello.readUInt16BE(listAt));
  const offered = Array.from({ length: list.length / 2 }, (_none, at) => list.readUInt16BE(at * 2));
  // TLS 1.3 hellos say 1.2 here and offer suites 0x13xx.
  if (offered.some((suite) => suite >> 8 === 0x13)) return undefined;
  const suite = offered.find((one) => suites.includes(one));
  if (suite === undefined || !versions.includes(version)) return undefined;
  const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
  const body = Buffer.concat([u16(version), randomBytes(32), Buffer.from([0]), u16(suite), Buffer.from([0])]);
  const message = Buffer.concat([Buffer.from([2, 0]), u16(body.length), body]);
  return Buffer.concat([Buffer.from([22]), u16(version), u16(message.length), message]);
}
