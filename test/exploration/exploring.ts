import type { LabApp } from '../../lab/app.ts';
import type { Surface } from '../../src/discovery/surface.ts';
import { explore } from '../../src/exploration/explore.ts';
import { createRecord, type ExplorationRecord } from '../../src/exploration/record.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { requestOf } from '../../src/places/operations.ts';
import { discovering } from '../discovery/discovering.ts';

export interface Explored {
  readonly surface: Surface;
  readonly record: ExplorationRecord;
  /** Path and query of every request of the exploration, in order, with repetitions. */
  readonly asked: readonly string[];
  /** Path and query of the ordinary request of an operation, as rules will send it. */
  ordinary(id: string): string;
  /** The best word for an operation. */
  word(id: string): string;
}

/** Serves a lab app, discovers and explores it, and hands over what was learnt. */
export async function exploring(
  lab: LabApp,
  look: (explored: Explored) => void,
  options: { readonly identities?: readonly Identity[] } = {},
): Promise<void> {
  await discovering(
    lab,
    async ({ surface, client }) => {
      const record = createRecord();
      const asked: string[] = [];
      const noting = {
        ...client,
        as: (speaker: Identity) => {
          const voice = client.as(speaker);
          return {
            ...voice,
            once: (request: Parameters<typeof voice.once>[0]) => {
              asked.push(`${speaker.name} ${inShort(request.url)}`);
              return voice.once(request);
            },
          };
        },
      };
      const { signal } = new AbortController();
      const explored = await explore({ surface, client: noting, record, signal });
      const operation = (id: string) => {
        const found = explored.operations.find((one) => one.id === id);
        if (!found) throw new Error(`${id} is not among ${explored.operations.map((one) => one.id)}`);
        return found;
      };
      look({
        surface: explored,
        record,
        asked,
        ordinary: (id) => inShort(requestOf(explored, operation(id)).url),
        word: (id) => record.best(operation(id))?.status ?? 'not asked',
      });
    },
    options,
  );
}

const inShort = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');

export const bearer = (name: string, token: string): Identity => ({
  name,
  credentials: [{ kind: 'bearer', token }],
});
