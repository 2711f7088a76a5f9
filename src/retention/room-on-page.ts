import { MIB } from './estimate.ts';
import type { PageGrowth } from './memory/metrics-page.ts';

/** A page of this length is written by the target and read here in a fraction of a second. */
const MOST_PAGE_BYTES = 12 * MIB;
/** Long enough to be told from noise over thousands, where a series is kept of each beside its text. */
const SHORT_BYTES = 256;
/** Fewer make no waves, whatever the page costs. */
const LEAST_IDENTITIES = 2_000;

/** What a plan has to keep to, so that a page which gains series with each credential can be read to the end. */
export interface RoomOnPage {
  readonly credentialBytes: number;
  readonly mostIdentities: number;
  readonly note: string;
}

/** Shorter credentials, where their length is ours to choose, and no more of them than the page has room for. */
export function roomOnPage(page: PageGrowth, credentialBytes: number, elastic: boolean): RoomOnPage {
  const bytes = elastic ? Math.min(SHORT_BYTES, credentialBytes) : credentialBytes;
  const beside = Math.max(0, page.bytesEach - page.seriesEach * credentialBytes);
  const each = Math.max(1, beside + page.seriesEach * bytes);
  const mostIdentities = Math.max(LEAST_IDENTITIES, Math.floor(MOST_PAGE_BYTES / each));
  return {
    credentialBytes: bytes,
    mostIdentities,
    note: `The metrics page gains series of ${page.metric} with each credential: ${bytes} bytes each, and at most ${mostIdentities.toLocaleString('en')} of them, keep it short enough to be read.`,
  };
}
