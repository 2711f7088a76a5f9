import type { Exchange } from '../http/exchange.ts';
import { textStart } from '../http/exchange.ts';

const READ_CHARACTERS = 300_000;
/** `document.cookie = 'active_team=' + id`, `Cookies.set('active_team', id)`, `setCookie("active_team", id)`. */
const SET =
  /(?:\bdocument\.cookie\s{0,5}=\s{0,5}|\bset_?cookie\(\s{0,5}|\bcookies?\.set\(\s{0,5})["'`]([\w.-]{1,60})["'`=]/gi;

/** Names of cookies that scripts set, in the order of the alphabet. */
export function cookiesOfScripts(scripts: readonly Exchange[]): readonly string[] {
  const names = scripts.flatMap(({ response }) =>
    [...textStart(response, READ_CHARACTERS).matchAll(SET)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort();
}
