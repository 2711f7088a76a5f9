import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { looksLikeRefusal } from '../../src/answers/answers.ts';
import { discover } from '../../src/discovery/discover.ts';
import type { Surface } from '../../src/discovery/surface.ts';
import type { HttpClient } from '../../src/http/client.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { openSession } from '../../src/http/session.ts';
import { openTransport } from '../../src/http/transport.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { IN_MEMORY, openJournal } from '../../src/journal/journal.ts';
import { parseTarget } from '../../src/target.ts';

export interface Discovered {
  readonly surface: Surface;
  readonly url: string;
  readonly client: HttpClient;
  /** Everything that discovery sent, in the order of the answers. */
  readonly sent: readonly Exchange[];
  /** `GET /users`, sorted. */
  readonly operations: readonly string[];
  readonly warnings: readonly string[];
}

export interface Settings {
  readonly path?: string;
  readonly identities?: readonly Identity[];
  readonly guesses?: 'all' | 'first';
  /** Where documents are looked for; only at the most usual places where left out. */
  readonly documents?: 'all';
}

/** Serves a lab app on a real port, discovers it, and hands over what was learnt while it still answers. */
export async function discovering<Value>(
  lab: LabApp,
  look: (discovered: Discovered) => Value | Promise<Value>,
  options: Settings = {},
): Promise<Value> {
  const served = await serveLab(lab);
  try {
    return await discoverAt(served.url, look, options);
  } finally {
    await served.close();
  }
}

/** The same for a service that runs already. */
export async function discoverAt<Value>(
  url: string,
  look: (discovered: Discovered) => Value | Promise<Value>,
  options: Settings = {},
): Promise<Value> {
  const target = parseTarget(url + (options.path ?? ''));
  const transport = openTransport();
  const session = openSession({
    transport: transport.send,
    scope: target.scope,
    mode: 'safe',
    maxRequests: 1_000,
    concurrency: 10,
    signal: new AbortController().signal,
    userAgent: 'middlebrick/test',
  });
  try {
    const warnings: string[] = [];
    const entry = await session.client.once({ url: target.url });
    const surface = await discover({
      target,
      mode: 'safe',
      llmAllowed: false,
      client: session.client,
      journal: openJournal(IN_MEMORY),
      identities: options.identities ?? [],
      usualOnly: options.documents !== 'all',
      ...(options.guesses === 'all' ? {} : { fewGuesses: () => 'the first are wanted' }),
      entry,
      isRefusal: looksLikeRefusal,
      warn: (says) => warnings.push(says),
    });
    const sent: Exchange[] = [];
    await session.watch((exchange) => [sent.push(exchange)]);
    const operations = surface.operations.map(({ id }) => id).sort();
    return await look({ surface, url, client: session.client, sent, operations, warnings });
  } finally {
    transport.close();
  }
}
