import type { Exchange } from '../http/exchange.ts';
import { textStart } from '../http/exchange.ts';

/** How PHP ends an answer where errors are displayed, with status 200 once anything was written. */
const FATAL = /^\s*(?:<br \/>\s*<b>|PHP )?(?:Fatal|Parse) error(?:<\/b>)?:\s/;
const LOOKED_AT = 100;

/** True where the whole answer is the runtime’s word that the script broke off, whatever its status says. */
export function isFatalPage({ response }: Exchange): boolean {
  return FATAL.test(textStart(response, LOOKED_AT));
}
