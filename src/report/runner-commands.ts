/** How a sign may be written so that a reader of the format still sees it. */
export type Notation = 'words' | 'json' | 'markup';

/** `##[group]`, `##vso[task…]`, `##teamcity[…]`: runners of GitHub, Azure and TeamCity look for them anywhere in a line. */
const ANYWHERE = /(##[\w-]{0,20})\[/g;
/** `::set-env…::`: GitHub takes a line for a command that begins so, whatever blanks stand before it. */
const LINE_START = /^((?:\s|\u001b\[[\d;]{0,16}m){0,400})::/gm;
const BRACKET: Readonly<Record<Notation, string>> = { words: '\\[', json: '\\u005b', markup: '&#91;' };
const COLONS: Readonly<Record<Notation, string>> = { words: '\\::', json: '\\u003a:', markup: '&#58;:' };

/** No line of the text is a command to a CI runner that prints it, whatever a target wrote into it. */
export function withoutCommands(text: string, notation: Notation): string {
  return text.replace(ANYWHERE, `$1${BRACKET[notation]}`).replace(LINE_START, `$1${COLONS[notation]}`);
}
