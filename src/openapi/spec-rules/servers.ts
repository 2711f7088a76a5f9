import type { Spec } from '../operation.ts';
import { defineSpecRule } from './observation.ts';

/** Loopback and names that mean this machine. */
export function isLocal(url: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i.test(hostOf(url));
}

function isInternal(url: string): boolean {
  return (
    isLocal(url) ||
    /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|\[f[cd][\da-f]*:.*\])$/i.test(
      hostOf(url),
    ) ||
    /\.(internal|local|lan|corp|intranet|svc)$/i.test(hostOf(url))
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Servers that the document itself names; those taken from where it was found say nothing about it. */
function declared(spec: Spec): { url: string; pointer: string }[] {
  const isV2 = spec.version.startsWith('2.');
  const names = isV2 ? Object.hasOwn(spec.root, 'host') : Array.isArray(spec.root.servers);
  if (!names) return [];
  const written = JSON.stringify(isV2 ? [spec.root.host, spec.root.schemes ?? []] : spec.root.servers);
  return spec.servers
    .filter((url) => written.includes(new URL(url).hostname))
    .map((url) => ({ url, pointer: isV2 ? '/host' : '/servers' }));
}

export const plainHttpServer = defineSpecRule({
  id: 'plain-http-server',
  severity: 'medium',
  title: 'OpenAPI server URL over plain HTTP',
  aliases: ['servers', 'cleartext', 'HTTPS'],
  description:
    'Anyone on the network path can read credentials and data of clients that are generated from the API document. It names a server over plain HTTP.',
  remediation: 'Name HTTPS servers only.',
  cwe: [319],
  *observe(spec) {
    for (const { url, pointer } of declared(spec)) {
      if (url.startsWith('http:') && !isInternal(url))
        yield { pointer, evidenceSummary: `The API document names the server ${url}.` };
    }
  },
});

export const internalServer = defineSpecRule({
  id: 'internal-server',
  severity: 'info',
  title: 'Internal server named in the OpenAPI document',
  aliases: ['internal host', 'private IP', 'servers', 'information disclosure'],
  description:
    'Attackers learn about the internal network, and generated clients cannot reach the service. The published API document names an internal server.',
  remediation: 'Name only public servers in published documents.',
  cwe: [200],
  *observe(spec) {
    const home = URL.canParse(spec.uri) ? new URL(spec.uri).hostname : undefined;
    for (const { url, pointer } of declared(spec)) {
      // A service on the reader's own network has internal addresses by nature.
      if (isInternal(url) && home !== undefined && !isInternal(spec.uri) && hostOf(url) !== home) {
        yield { pointer, evidenceSummary: `The API document names the server ${url}.` };
      }
    }
  },
});
