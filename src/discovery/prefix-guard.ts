import type { Exchange } from '../http/exchange.ts';
import type { CrawlOptions } from './crawl.ts';

/** What no path ends with. */
const NOBODYS_NAME = 'mb7f3a';

/** A guard of `/me` that also refuses `/members` and `/mexyz` says nothing about what is there. */
export async function isGuardedByPrefix(
  answer: Exchange,
  { inquiry, learner, speaker }: Pick<CrawlOptions, 'inquiry' | 'learner' | 'speaker'>,
): Promise<boolean> {
  if (!inquiry.refuses(answer) || learner.pages.matches(answer)) return false;
  const beside = await inquiry.ask({ url: `${answer.request.url}${NOBODYS_NAME}` }, speaker);
  return beside !== undefined && inquiry.refuses(beside);
}
