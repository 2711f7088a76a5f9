import { isPlaceholder } from './secrets.ts';

/** An argument of a quoted command line that is a credential: `"--db-password=…"`, or the argument after the flag. */
const CREDENTIAL_FLAG =
  /"-{1,2}[\w-]{0,60}(?:pass(?:word|wd|phrase)?|secret|token|api-?key|credentials?)(?:=|",\s{0,5}")([^"]{3,200})"/gi;
/** Flags that name a file hold no credential themselves. */
const FILE = /^\.{0,2}\/\S*$/;

/** The credentials that stand in the arguments of a program, quoted as JSON has them. */
export function credentialsInArguments(body: string): string[] {
  return [...body.matchAll(CREDENTIAL_FLAG)]
    .map(([, value = '']) => value)
    .filter((value) => !FILE.test(value) && !isPlaceholder(value));
}
