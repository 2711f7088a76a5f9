import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';

/**
 * From here on this process resolves no name: whatever is made up as the address of an API or of a channel, nothing is
 * sent to it.
 */
export function resolveNoNames(): void {
  const { lookup } = dns;
  const refuse = (...words: unknown[]) => {
    // Servers look up the address that they listen on.
    if (isIP(String(words[0]))) return Reflect.apply(lookup, dns, words);
    const callback = words.at(-1) as (failure: Error) => void;
    setImmediate(callback, Object.assign(new Error('No name is resolved here.'), { code: 'ENOTFOUND' }));
  };
  dns.lookup = refuse as unknown as typeof dns.lookup;
  dns.promises.lookup = (async () => {
    throw Object.assign(new Error('No name is resolved here.'), { code: 'ENOTFOUND' });
  }) as typeof dns.promises.lookup;
  syncBuiltinESMExports();
}
