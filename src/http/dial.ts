import http from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import net from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import tls from 'node:tls';
import type { AddressGuard } from './address-guard.ts';
import type { ProxyAddress } from './proxy.ts';
import { connectSocks } from './socks.ts';
import { TransportFailure } from './transport-failure.ts';

/** Where to connect to, and how. */
export interface Dial {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly guard?: AddressGuard;
  readonly lookup?: LookupFunction;
  /** Reached by CONNECT through this proxy. */
  readonly proxy?: ProxyAddress;
  readonly secure?: {
    readonly context: SecureContext;
    readonly protocols: readonly string[];
    /** Refuse before the first byte of a request when the certificate does not verify. */
    readonly requireTrust: boolean;
  };
}

/** Opens one connection: name, address guard, proxy tunnel, TLS. A connection that did not succeed is closed. */
export async function dial(to: Dial, open: Set<Socket>): Promise<Socket> {
  const socket = to.proxy
    ? await tunnel(to, to.proxy, open)
    : await connect(to, to.guard, open, to.guard ? undefined : to.lookup);
  return to.secure ? secured(socket, to, open) : socket;
}

/** One TCP connection. With a guard, nothing is connected to that was not checked. */
export function connect(
  to: { readonly host: string; readonly port: number; readonly timeoutMs: number },
  guard: AddressGuard | undefined,
  open: Set<Socket>,
  lookup = guard?.lookup,
): Promise<Socket> {
  if (guard && net.isIP(to.host) !== 0) guard.check(to.host, to.host);
  const socket = net.connect({
    host: to.host,
    port: to.port,
    noDelay: true,
    // Node gives up on an address after 250 ms by default, which far hosts need.
    autoSelectFamilyAttemptTimeout: 1_000,
    ...(lookup ? { lookup } : {}),
  });
  open.add(socket);
  socket.once('close', () => open.delete(socket));
  return settled(socket, 'connect', to).then(() => {
    try {
      guard?.check(to.host, socket.remoteAddress);
    } catch (failure) {
      socket.destroy();
      throw failure;
    }
    return socket;
  });
}

function secured(socket: Socket, to: Dial, open: Set<Socket>): Promise<Socket> {
  const { context, protocols, requireTrust } = to.secure as NonNullable<Dial['secure']>;
  const encrypted: TLSSocket = tls.connect({
    socket,
    host: to.host,
    // RFC 6066 section 3: no IP addresses in the server name extension.
    ...(net.isIP(to.host) === 0 ? { servername: to.host } : {}),
    secureContext: context,
    ALPNProtocols: [...protocols],
    // Bad chains are findings, not failures: they are recorded in the TLS facts.
    rejectUnauthorized: false,
  });
  open.add(encrypted);
  encrypted.once('close', () => open.delete(encrypted));
  const before = socket.bytesRead;
  const heard = () => socket.bytesRead - before > ALERT_RECORD_BYTES;
  return settled(encrypted, 'secureConnect', to, heard).then(() => {
    if (requireTrust && !encrypted.authorized) {
      encrypted.destroy();
      throw untrusted(to.host, String(encrypted.authorizationError));
    }
    return encrypted;
  });
}

/** The failure of having a secret to send and nobody who proved to be its receiver. */
export function untrusted(host: string, problem: string): TransportFailure {
  return new TransportFailure(
    'untrusted-tls',
    `The certificate of ${host} does not verify (${problem}), so no credential is sent to it.`,
  );
}

/** CONNECT (RFC 9110 section 9.3.6), or what SOCKS has for it. */
async function tunnel(to: Dial, proxy: ProxyAddress, open: Set<Socket>): Promise<Socket> {
  if (to.guard) await checkName(to.host, to.guard);
  const through = await connectProxy(proxy, to.timeoutMs, open);
  const { socks } = proxy;
  if (socks) return connectSocks(to, { ...proxy, socks }, through, to.guard?.lookup ?? to.lookup);
  const authority = `${net.isIPv6(to.host) ? `[${to.host}]` : to.host}:${to.port}`;
  return new Promise((resolve, reject) => {
    const asked = http.request({
      method: 'CONNECT',
      path: authority,
      headers: {
        Host: authority,
        ...(proxy.authorization ? { 'Proxy-Authorization': proxy.authorization } : {}),
      },
      createConnection: () => through,
    });
    const timer = setTimeout(() => asked.destroy(timeout()), to.timeoutMs);
    const refuse = (said: string, cause?: unknown) => {
      clearTimeout(timer);
      through.destroy();
      const sentence = `The proxy ${proxy.host}:${proxy.port} ${said} for ${authority}.`;
      reject(new TransportFailure('proxy', sentence, { cause }));
    };
    asked.on('connect', (answer, socket, early) => {
      if (answer.statusCode !== 200) return refuse(`answered ${answer.statusCode}`);
      clearTimeout(timer);
      if (early.length > 0) socket.unshift(early);
      resolve(socket as Socket);
    });
    asked.on('response', (answer) => refuse(`answered ${answer.statusCode}`));
    asked.on('error', (error) => refuse('opened no tunnel', error));
    asked.end();
  });
}

/** A connection to the proxy itself, which the user chose: no guard applies to it. */
export async function connectProxy(
  proxy: ProxyAddress,
  timeoutMs: number,
  open: Set<Socket>,
): Promise<Socket> {
  const to = { host: proxy.host, port: proxy.port, timeoutMs };
  try {
    const socket = await connect(to, undefined, open);
    if (!proxy.secure) return socket;
    const encrypted = tls.connect({ socket, host: proxy.host, servername: proxy.host });
    await settled(encrypted, 'secureConnect', to);
    return encrypted;
  } catch (cause) {
    const sentence = `The proxy ${proxy.host}:${proxy.port} cannot be reached.`;
    throw new TransportFailure('proxy', sentence, { cause });
  }
}

/** Behind a proxy the name is resolved elsewhere; what it means here is the best that can be checked. */
export function checkName(host: string, guard: AddressGuard): Promise<void> {
  if (net.isIP(host) !== 0) {
    guard.check(host, host);
    return Promise.resolve();
  }
  return new Promise((resolve, reject) =>
    guard.lookup(host, { all: true }, (error) => (error ? reject(error) : resolve())),
  );
}

function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { timeoutMs }: { timeoutMs: number },
  heardServerHello = () => false,
) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(timeout()), timeoutMs);
    const onClose = () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(Object.assign(error, { afterServerHello: heardServerHello() }));
    };
    socket.once('error', fail);
    socket.once('close', onClose);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('error', fail);
      socket.off('close', onClose);
      resolve();
    });
  });
}

/** A peer that sent no more than this answered the ClientHello with an alert alone. */
const ALERT_RECORD_BYTES = 7;

function timeout(): Error {
  return Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
}
