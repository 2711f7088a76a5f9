import type http from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import type { Identity } from '../identities/identity.ts';
import type { AddressGuard } from './address-guard.ts';
import type { HandshakeOffer, Handshaker, TlsHandshake, Transport, WireOptions } from './client.ts';
import type { Dial } from './dial.ts';
import { checkName, connectProxy, dial } from './dial.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { toFailure } from './failure-of.ts';
import { offerOver } from './handshake.ts';
import { createPool, http1, IDEMPOTENT } from './http1.ts';
import type { Http2Connection } from './http2.ts';
import { exchangeHttp2, openHttp2, wantsHttp2 } from './http2.ts';
import type { Limits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { ProxySettings } from './proxy.ts';
import { proxyFor } from './proxy.ts';
import { rawPath } from './raw-path.ts';
import { createTlsContexts, tlsKey } from './tls-context.ts';
import { TransportFailure } from './transport-failure.ts';

export interface TransportOptions extends Partial<Limits> {
  /** PEM certificates to trust beside the built-in ones. */
  readonly ca?: string;
  /** From `proxiesFrom(env)`; direct where left out. */
  readonly proxies?: ProxySettings;
  /** From `createAddressGuard()`; every address may be contacted where left out. */
  readonly guard?: AddressGuard;
  /** Resolves names in place of the system; the address guard brings its own. */
  readonly lookup?: LookupFunction;
}

export interface LiveTransport {
  readonly send: Transport;
  readonly handshake: Handshaker;
  /** Closes every connection, those being opened included; requests under way fail. */
  close(): void;
}

/**
 * HTTP/1.1 over TCP or TLS, and HTTP/2 where an origin offers nothing else. Connections are pooled per client
 * certificate and demanded trust. TLS sessions are never resumed: one identity's session cannot serve another.
 */
export function openTransport(options: TransportOptions = {}): LiveTransport {
  const limits = { ...DEFAULT_LIMITS, ...defined(options) };
  const { guard } = options;
  const contexts = createTlsContexts(options.ca);
  const pools = new Map<string, http.Agent>();
  const http2Origins = new Set<string>();
  const lenientPlaces = new Set<string>();
  const connections = new Map<string, Promise<Http2Connection>>();
  const open = new Set<Socket>();

  /** A SOCKS proxy passes bytes on and never answers in HTTP. */
  function httpProxyFor(url: URL) {
    const proxy = proxyFor(url.href, options.proxies);
    return proxy?.socks ? undefined : proxy;
  }

  function plainWay(url: URL): Omit<Dial, 'host' | 'port'> {
    const proxy = proxyFor(url.href, options.proxies);
    return {
      timeoutMs: limits.requestTimeoutMs,
      ...(guard ? { guard } : {}),
      ...(options.lookup ? { lookup: options.lookup } : {}),
      ...(proxy ? { proxy } : {}),
    };
  }

  /** Everything but the address: the same for all connections of a pool. */
  function way(url: URL, wire: WireOptions, protocols: readonly string[]): Omit<Dial, 'host' | 'port'> {
    return {
      ...plainWay(url),
      ...(url.protocol === 'https:'
        ? {
            secure: {
              context: contexts.for(wire.identity.tls),
              protocols,
              requireTrust: wire.requireTrust ?? false,
            },
          }
        : {}),
    };
  }

  function poolFor(url: URL, wire: WireOptions): http.Agent {
    const proxy = proxyFor(url.href, options.proxies);
    const key = poolKey(url, wire, proxy ? `${proxy.host}:${proxy.port}` : '');
    const known = pools.get(key);
    if (known) return known;
    const settings = way(url, wire, ['http/1.1']);
    const opener =
      proxy && !proxy.socks && url.protocol === 'http:'
        ? () => connectProxy(proxy, limits.requestTimeoutMs, open)
        : (host: string, port: number) => dial({ ...settings, host, port }, open);
    const pool = createPool(opener, limits.maxSockets);
    pools.set(key, pool);
    return pool;
  }

  async function overHttp1(
    request: HttpRequest,
    url: URL,
    wire: WireOptions,
    started: number,
    lenient = false,
  ): Promise<HttpResponse> {
    const proxy = url.protocol === 'http:' ? httpProxyFor(url) : undefined;
    const path = rawPath(request.url);
    if (proxy && guard) await checkName(hostOf(url), guard);
    return http1(request, {
      pool: poolFor(url, wire),
      ...addressOf(url),
      path: proxy ? url.origin + path : path,
      extraHeaders: proxy?.authorization ? [['Proxy-Authorization', proxy.authorization]] : [],
      limits,
      started,
      signal: wire.signal,
      lenient,
    });
  }

  async function overHttp2(
    request: HttpRequest,
    url: URL,
    wire: WireOptions,
    started: number,
  ): Promise<HttpResponse> {
    const key = poolKey(url, wire, url.origin);
    let opening = connections.get(key);
    if (!opening) {
      opening = dial({ ...way(url, wire, ['h2']), ...addressOf(url) }, open).then((socket) =>
        openHttp2(url.origin, socket, limits),
      );
      connections.set(key, opening);
      const forget = () => void connections.delete(key);
      opening.then(({ session }) => session.once('close', forget), forget);
    }
    const connection = await opening;
    return exchangeHttp2(request, {
      connection,
      path: rawPath(request.url),
      limits,
      started,
      signal: wire.signal,
    });
  }

  async function send(request: HttpRequest, wire: WireOptions): Promise<HttpResponse> {
    const started = performance.now();
    const url = new URL(request.url);
    const over2 = () => overHttp2(request, url, wire, started);
    const place = `${request.method} ${url.origin}${url.pathname}`;
    const over1 = (lenient: boolean) =>
      overHttp1(request, url, wire, started, lenient).then((response) => checkProxyAnswer(response, url));
    try {
      if (http2Origins.has(url.origin)) return await over2();
      try {
        return await over1(lenientPlaces.has(place));
      } catch (failure) {
        if (!(failure instanceof TransportFailure)) throw failure;
        if (isReadable(failure) && !lenientPlaces.has(place)) {
          if (lenientPlaces.size < MOST_LENIENT_PLACES) lenientPlaces.add(place);
          // What may have changed something is not asked again; the next one at this place is read.
          if (IDEMPOTENT.test(request.method)) return await over1(true);
        }
        if (!wantsHttp2(failure)) throw failure;
      }
      const response = await over2();
      http2Origins.add(url.origin);
      return response;
    } catch (error) {
      throw toFailure(error, request.url, { stopped: wire.signal.aborted, ...context(error) });
    }
  }

  /** 407 speaks of our way to the target, not of the target. */
  function checkProxyAnswer(response: HttpResponse, url: URL): HttpResponse {
    if (response.status !== 407 || !httpProxyFor(url)) return response;
    throw new TransportFailure('proxy', 'The proxy wants other credentials (407).');
  }

  async function handshake(
    offer: HandshakeOffer,
    { signal }: { signal: AbortSignal },
  ): Promise<TlsHandshake> {
    const url = new URL(offer.url);
    try {
      const socket = await dial({ ...plainWay(url), ...addressOf(url) }, open);
      return await offerOver(socket, hostOf(url), offer, signal);
    } catch (error) {
      throw toFailure(error, offer.url, { stopped: signal.aborted });
    }
  }

  return {
    send,
    handshake,
    close() {
      for (const pool of pools.values()) pool.destroy();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Places are the target's to invent. */
const MOST_LENIENT_PLACES = 1_000;

/**
 * Line ends without CR, folded lines and control characters in values: Node refuses them because proxies may read
 * them otherwise (RFC 9112 sections 2.2 and 5.2). Contradictory lengths and broken status lines stay refused.
 */
function isReadable({ cause }: TransportFailure): boolean {
  const { code } = (cause ?? {}) as { code?: unknown };
  return code === 'HPE_CR_EXPECTED' || code === 'HPE_INVALID_HEADER_TOKEN';
}

function context(error: unknown): { afterServerHello?: boolean } {
  const { afterServerHello } = (error ?? {}) as { afterServerHello?: boolean };
  return afterServerHello === undefined ? {} : { afterServerHello };
}

function poolKey(
  url: URL,
  { identity, requireTrust }: { identity: Identity; requireTrust?: boolean },
  via: string,
) {
  if (url.protocol === 'http:') return `http ${via}`;
  return `https ${via} ${requireTrust ? 'trusted' : 'any'} ${tlsKey(identity.tls)}`;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function addressOf(url: URL): { host: string; port: number } {
  return { host: hostOf(url), port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

/** An option given as undefined means its default. */
function defined(options: TransportOptions): Partial<Limits> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
