import type { Selection } from '../checks/selection.ts';
import { forbidden } from '../checks/selection.ts';
import type { Transport } from '../http/client.ts';
import type { Wire } from '../http/observed.ts';
import { observed } from '../http/observed.ts';
import { proxyFor } from '../http/proxy.ts';
import { openTransport } from '../http/transport.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { parseTarget } from '../target.ts';
import type { ScanOptions } from './options.ts';
import { shownTraffic } from './shown-traffic.ts';

interface Network extends Wire {
  close(): void;
}

/** The network as this scan may use it; whoever wants to hear of the traffic is told of it with these secrets taken out. */
export function networkOf(options: ScanOptions, secrets: () => readonly string[]): Network {
  const network = openNetwork(options);
  const { onTraffic } = options;
  if (!onTraffic) return network;
  const shown = shownTraffic(secrets);
  return { ...observed(network, (sent) => onTraffic(shown(sent))), close: network.close };
}

function openNetwork(options: ScanOptions): Network {
  if (options.transport) {
    return {
      send: options.transport,
      ...(options.handshake ? { handshake: options.handshake } : {}),
      close() {},
    };
  }
  // A proxy that cannot be used is the user's to name otherwise, before anything is waited for.
  proxyFor(parseTarget(options.url).url, options.proxies);
  return openTransport({
    ...(options.ca ? { ca: options.ca } : {}),
    ...(options.proxies ? { proxies: options.proxies } : {}),
    ...(options.addressGuard ? { guard: options.addressGuard } : {}),
  });
}

/** What the user excluded is refused at the last gate before the network, whoever asks for it. */
export function withoutForbidden(send: Transport, selection: Selection): Transport {
  return async (request, wire) => {
    const { pathname } = new URL(request.url);
    if (forbidden(selection, request.method, pathname)) {
      throw new TransportFailure('out-of-scope', `${request.method} ${pathname} is excluded by the user.`);
    }
    return send(request, wire);
  };
}
