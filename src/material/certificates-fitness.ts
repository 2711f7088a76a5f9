import { X509Certificate } from 'node:crypto';

/** RFC 5280 section 4.2.1.12. */
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

/** "expired on 2026-11-20": the end of a sentence about a certificate that is over; undefined while it is not. */
export function overSince(pem: string, now = Date.now()): string | undefined {
  const until = new Date(new X509Certificate(pem).validTo);
  return until.getTime() < now ? `expired on ${until.toISOString().slice(0, 10)}` : undefined;
}

/** The end of a sentence about a certificate whose extended key usage leaves clients out; undefined when it does not. */
export function notForClients(pem: string): string | undefined {
  const usages = new X509Certificate(pem).keyUsage ?? [];
  const fit = usages.length === 0 || usages.includes(CLIENT_AUTHENTICATION) || usages.includes(ANY_USAGE);
  return fit ? undefined : 'is not meant for clients';
}

/** Why a verifying server must refuse this client certificate whoever signed it; undefined when it need not. */
export function unfitness(pem: string): string | undefined {
  return overSince(pem) ?? notForClients(pem);
}
