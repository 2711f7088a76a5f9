import type { Arm, CredentialPlace } from './arm.ts';
import { speakerWith } from './arm.ts';
import { parseTemplate } from './template.ts';

export const DEFAULT_TEMPLATE = '{base64url:*}';

/** Fresh API keys on kept-alive connections. `sameOnly` makes the control run, in which nothing is fresh. */
export function credentialArm(
  url: URL,
  place: CredentialPlace,
  templateText: string,
  bytes: number,
  headers: Readonly<Record<string, string>>,
  sameOnly = false,
): Arm {
  const template = parseTemplate(templateText);
  const speaker = () => speakerWith(url, place, template.make(bytes), headers);
  const same = speaker();
  return {
    name: sameOnly ? 'same-credential' : 'credential',
    credentialBytes: template.elastic ? Math.max(bytes, template.leastBytes) : template.leastBytes,
    newConnection: { same: false, fresh: false },
    mostIdentities: Number.POSITIVE_INFINITY,
    same,
    fresh: async (count) => Array.from({ length: count }, sameOnly ? () => same : speaker),
  };
}

/** The same credential throughout; what is fresh is the TCP (and TLS) connection. */
export function connectionArm(
  url: URL,
  place: CredentialPlace,
  templateText: string,
  bytes: number,
  headers: Readonly<Record<string, string>>,
  tls?: { cert: string; key: string },
): Arm {
  const template = parseTemplate(templateText);
  const same = { ...speakerWith(url, place, template.make(bytes), headers), ...(tls && { tls }) };
  return {
    name: 'connection',
    credentialBytes: template.elastic ? Math.max(bytes, template.leastBytes) : template.leastBytes,
    newConnection: { same: false, fresh: true },
    mostIdentities: Number.POSITIVE_INFINITY,
    same,
    fresh: async (count) => Array.from({ length: count }, () => same),
  };
}
