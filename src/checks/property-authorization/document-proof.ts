import type { Exchange } from '../../http/exchange.ts';
import { showing } from '../disclosure.ts';
import type { ProbeContext } from '../rule.ts';

/** The exchange that brought the document; the entry where it was read from a file or elsewhere. */
export async function documentProof({ surface, anonymous }: ProbeContext): Promise<Exchange> {
  const uri = surface.spec?.uri ?? '';
  const inScope = URL.canParse(uri) && surface.target.scope.includes(new URL(uri).origin);
  return showing(inScope ? await anonymous.once({ url: uri }) : surface.entry, []);
}
