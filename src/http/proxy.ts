import net from 'node:net';
import { ScanError } from '../errors.ts';
import { percentDecoded } from './foreign-text.ts';

/** A proxy for http and https targets, and the hosts that are reached without it. */
export interface ProxySettings {
  readonly http?: ProxyAddress | UnusableProxy;
  readonly https?: ProxyAddress | UnusableProxy;
  /** Lower-case entries of NO_PROXY. */
  readonly except: readonly string[];
  /** True: loopback targets go through the proxy too, for those who want to watch the traffic. */
  readonly loopback: boolean;
}

export interface ProxyAddress {
  /** True when the connection to the proxy itself is encrypted. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Value of Proxy-Authorization, where user and password were named. */
  readonly authorization?: string;
  /** Set where it speaks SOCKS: then it knows nothing of HTTP. */
  readonly socks?: SocksProxy;
}

export interface SocksProxy {
  readonly version: 4 | 5;
  /** True: the proxy resolves names (socks5h, socks4a). */
  readonly resolvesNames: boolean;
  readonly user?: string;
  readonly password?: string;
}

/** What the environment names and nobody can use. It only matters for targets that it would serve. */
export interface UnusableProxy {
  /** A sentence. */
  readonly unusable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY; lower case wins, as with curl. */
export function proxiesFrom(env: Environment, loopback = false): ProxySettings {
  const named = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  // In a CGI process HTTP_PROXY is whatever the caller sent as a Proxy header.
  const plain = env.REQUEST_METHOD ? env.http_proxy : named('HTTP_PROXY');
  const all = named('ALL_PROXY');
  const http = plain || all;
  const https = named('HTTPS_PROXY') || all;
  return {
    ...(http ? { http: parseProxy(http) } : {}),
    ...(https ? { https: parseProxy(https) } : {}),
    except: (named('NO_PROXY') ?? '')
      .split(/[\s,]+/)
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry !== ''),
    loopback,
  };
}

/**
 * The proxy that a URL is asked through, or undefined where it is reached directly.
 * @throws ScanError invalid-option where it would be asked through one that cannot be used
 */
export function proxyFor(url: string, settings: ProxySettings | undefined): ProxyAddress | undefined {
  if (!settings) return undefined;
  const { protocol, hostname, port } = new URL(url);
  const proxy = protocol === 'https:' ? settings.https : settings.http;
  if (!proxy) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (!settings.loopback && isLoopback(host)) return undefined;
  const at = port || (protocol === 'https:' ? '443' : '80');
  if (settings.except.some((entry) => exempts(entry, host, at))) return undefined;
  if ('unusable' in proxy) throw new ScanError('invalid-option', proxy.unusable);
  return proxy;
}

/** True for names and addresses that never leave this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d+){3}$/.test(bare)
  );
}

function exempts(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = entry, atPort] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (atPort !== undefined && atPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  if (bare.includes('/') && net.isIP(host)) return inSubnet(bare, host);
  return host === bare || host.endsWith(`.${bare}`);
}

function inSubnet(subnet: string, host: string): boolean {
  const [address = '', bits] = subnet.split('/');
  const family = net.isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const widest = family === 'ipv6' ? 128 : 32;
  if (net.isIP(address) === 0 || !(Number(bits) <= widest)) return false;
  const list = new net.BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, net.isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

/** RFC 1928, and the names that curl gave its variants. */
const SOCKS: Readonly<Record<string, Pick<SocksProxy, 'version' | 'resolvesNames'>>> = {
  'socks:': { version: 5, resolvesNames: true },
  'socks5h:': { version: 5, resolvesNames: true },
  'socks5:': { version: 5, resolvesNames: false },
  'socks4a:': { version: 4, resolvesNames: true },
  'socks4:': { version: 4, resolvesNames: false },
};
const SOCKS_PORT = 1080;

function parseProxy(written: string): ProxyAddress | UnusableProxy {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(absolute)) return { unusable: 'The proxy in the environment is not a URL.' };
  const url = new URL(absolute);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const user = percentDecoded(url.username);
  const password = percentDecoded(url.password);
  const socks = Object.hasOwn(SOCKS, url.protocol) ? SOCKS[url.protocol] : undefined;
  if (socks && host !== '') {
    return {
      secure: false,
      host,
      port: Number(url.port) || SOCKS_PORT,
      socks: { ...socks, ...(user === '' ? {} : { user, password }) },
    };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return {
      unusable: `Only http, https and SOCKS proxies can be used, not ${url.protocol}//: name another, or the target in NO_PROXY.`,
    };
  }
  const secure = url.protocol === 'https:';
  const said = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  return {
    secure,
    host,
    port: Number(url.port) || (secure ? 443 : 80),
    ...(user === '' ? {} : { authorization: `Basic ${said}` }),
  };
}
