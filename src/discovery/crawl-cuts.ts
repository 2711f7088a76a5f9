import type { Cut } from '../cuts.ts';
import { LONGEST_PAGE } from './links.ts';

export interface CrawlCounts {
  /** Links, and those that waited when the requests were used up. */
  readonly followed: number;
  readonly left: number;
  /** Kinds of links, and those that lie deeper than links are followed. */
  readonly kinds: number;
  readonly deeper: number;
  /** Pages and scripts by whether they were read to their end. */
  readonly whole: number;
  readonly inPart: number;
}

/** What a crawl left out, by the bound that did it. */
export function crawlCuts(
  { followed, left, kinds, deeper, whole, inPart }: CrawlCounts,
  { maxRequests, maxDepth }: { readonly maxRequests: number; readonly maxDepth: number },
): Cut[] {
  return [
    {
      ...{ what: 'links of pages and answers', tested: followed, total: followed + left },
      reason: `a crawl makes ${maxRequests} requests at most`,
    },
    {
      ...{ what: 'kinds of links', tested: kinds, total: kinds + deeper },
      reason: `links are followed ${maxDepth} deep`,
    },
    {
      ...{ what: 'pages and scripts, from beginning to end,', tested: whole, total: whole + inPart },
      reason: `they are read for links up to ${LONGEST_PAGE}`,
    },
  ];
}
