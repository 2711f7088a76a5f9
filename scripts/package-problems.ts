import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

/**
 * A package of ES modules alone: CommonJS code loads it with `require` on every Node that it runs on (20.19 and newer),
 * which the packed check tries; arethetypeswrong speaks of older ones.
 */
const ACCEPTED = new Set(['CJSResolvesToESM']);

/** What publint and arethetypeswrong say of a packed file, a line each. Neither asks the network. */
export async function packageProblems(file: string): Promise<string[]> {
  const bytes = readFileSync(file);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const { messages } = await publint({ pack: { tarball }, strict: true });
  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  return [
    ...messages.map((message) => `publint: ${message.code} at ${message.path.join('.')}`),
    ...(types.types === false ? ['arethetypeswrong: there are no types'] : types.problems)
      .filter((one) => typeof one === 'string' || !ACCEPTED.has(one.kind))
      .map((one) => (typeof one === 'string' ? one : `arethetypeswrong: ${JSON.stringify(one)}`)),
  ];
}
