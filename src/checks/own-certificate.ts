import type { MintedCertificate } from '../material/certificates.ts';
import { mintCertificate } from '../material/certificates.ts';

let minted: MintedCertificate | undefined;

/** The scanner's own RSA key and certificate, which no service may trust. Made once: it takes a tenth of a second. */
export function ownCertificate(): MintedCertificate {
  minted ??= mintCertificate({ subject: { commonName: 'mb' }, rsaBits: 2048 });
  return minted;
}
