import { Resolver } from 'node:dns/promises';

/** Texts of the TXT records of a name; none where there are none. @throws where no name server says so */
export type TxtLookup = (name: string) => Promise<readonly string[]>;

const TIMEOUT_MS = 3_000;
const TRIES = 2;
/** RFC 1035 says that a name, or such a record, is not there. */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);

/** @param servers addresses of name servers, with ports; those of the system where left out */
export function createTxtLookup(servers?: readonly string[]): TxtLookup {
  return async (name) => {
    // Made for each question: the system's servers may change while we run.
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (servers) resolver.setServers([...servers]);
    try {
      // A text over 255 bytes comes in pieces (RFC 7208 section 3.3).
      return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
    } catch (failure) {
      if (NONE.has((failure as NodeJS.ErrnoException).code ?? '')) return [];
      throw failure;
    }
  };
}
