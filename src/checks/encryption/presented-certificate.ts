import type { Surface } from '../../discovery/surface.ts';
import type { PeerCertificate, TlsFacts } from '../../http/exchange.ts';
import { isLoopback } from '../../http/proxy.ts';
import type { Severity } from '../../result.ts';
import type { Detection, Verdict } from '../rule.ts';
import { untested } from '../rule.ts';

/** What the target showed in the handshake of the entry request. */
export interface Presented {
  readonly tls: TlsFacts;
  readonly leaf: PeerCertificate;
}

/** Judges what was presented; the entry answer of plain http or of a replayed scan comes without TLS facts. */
export const ofCertificate =
  (judge: (presented: Presented, surface: Surface) => Verdict) =>
  (surface: Surface): Verdict => {
    const { tls } = surface.entry.response;
    const [leaf] = tls?.chain ?? [];
    return tls && leaf
      ? judge({ tls, leaf }, surface)
      : untested('the handshake of the entry request was not recorded');
  };

/** Nobody stands between a loopback target and its clients, and development certificates are usual there. */
export function isLocal({ target }: Pick<Surface, 'target'>): boolean {
  return isLoopback(target.hostname);
}

const LOCAL_REASON = ' The target is on this machine, where development certificates are common.';

/** A detection that is read straight off the certificate or the handshake; lowered to `info` on loopback. */
export function readOff(
  surface: Surface,
  seen: { evidenceSummary: string; note: string; severity?: Severity },
): Detection {
  const local = isLocal(surface);
  const severity = local ? 'info' : seen.severity;
  return {
    url: surface.target.origin,
    confidence: 'confirmed',
    evidenceSummary: local ? seen.evidenceSummary + LOCAL_REASON : seen.evidenceSummary,
    proof: [{ exchange: surface.entry, note: seen.note }],
    control: { fact: 'read from the TLS handshake itself' },
    ...(severity ? { severity } : {}),
  };
}

/** `2026-11-22`, for sentences. */
export function day(isoTime: string): string {
  return isoTime.slice(0, 10);
}

/** The common name, or the whole subject where there is none. */
export function nameOf(subject: string): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}
