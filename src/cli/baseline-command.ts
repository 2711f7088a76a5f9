import { toBaseline } from '../compare/baseline.ts';
import { namedResult } from './named-result.ts';
import { print } from './outputs.ts';

/** Writes what is known now, for `--baseline`. */
export async function baselineCommand(name: string): Promise<number> {
  await print(`${JSON.stringify(toBaseline(await namedResult(name)), null, 2)}\n`);
  return 0;
}
