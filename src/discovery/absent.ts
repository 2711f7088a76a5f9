import { createHash } from 'node:crypto';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import type { AnswerShape } from './answer-shape.ts';
import { shapeOf } from './answer-shape.ts';
import type { Inquiry } from './inquiry.ts';
import { likeness } from './likeness.ts';
import type { AbsentPages } from './surface.ts';

/** Learns, prefix by prefix, how a service says "nothing here". Stateful only while discovery runs. */
export interface AbsentLearner {
  /** Asks below these directories for what cannot exist; each is asked once. Prefixes end with a slash. */
  learn(prefixes: readonly string[]): Promise<void>;
  /** The answers so far; a prefix learnt later is part of it too. */
  readonly pages: AbsentPages;
  /** The answers themselves: how a framework words its refusal tells which one it is. */
  readonly answers: readonly Exchange[];
}

/** One question about a place where nothing is, and the directory that it stands for. */
interface Sample {
  readonly prefix: string;
  readonly kind: string;
  readonly exchange: Exchange;
}

export function createAbsentLearner(inquiry: Inquiry, origin: string): AbsentLearner {
  const asked = new Set<string>();
  const samples: Sample[] = [];
  const breathe = createBreath();
  const pages: AbsentPages = {
    get soft() {
      return samples.some(({ exchange: { response } }) => response.status >= 200 && response.status < 300);
    },
    matches: (exchange) =>
      isGone(exchange) || samplesFor(samples, exchange).some((kin) => isSame(kin, exchange)),
  };

  async function learnOne(prefix: string) {
    if (asked.has(prefix)) return;
    asked.add(prefix);
    const answers = await Promise.all(
      placesOfNothing(origin, prefix).map(async ({ kind, path }) => ({
        prefix,
        kind,
        exchange: await inquiry.ask({ url: origin + path }),
      })),
    );
    for (const { exchange, ...rest } of answers) {
      if (!exchange) continue;
      // Now, one at a time: the first comparison would have to read them all at once.
      await breathe();
      shapeOf(exchange);
      samples.push({ ...rest, exchange });
    }
  }

  return {
    learn: async (prefixes) => void (await Promise.all(prefixes.map(learnOne))),
    pages,
    get answers() {
      return samples.map(({ exchange }) => exchange);
    },
  };
}

/**
 * Nobody serves these, and they are the same from scan to scan. Two of one kind show which parts of the answer vary;
 * the others differ because routers, static hosts and firewalls treat files, depths and dots differently.
 */
function placesOfNothing(origin: string, prefix: string): { kind: string; path: string }[] {
  const token = (salt: string) =>
    createHash('sha256')
      .update(`${new URL(origin).hostname} ${prefix} ${salt}`)
      .digest('hex');
  const plain = [
    { kind: 'plain', path: `${prefix}mb-nowhere-${token('a').slice(0, 6)}` },
    { kind: 'plain', path: `${prefix}mb${token('b').slice(0, 11)}nowhere` },
  ];
  if (prefix !== '/') return plain;
  return [
    ...plain,
    { kind: 'file', path: `/mb-nowhere-${token('c').slice(0, 6)}.json` },
    { kind: 'deep', path: `/mb-nowhere-${token('d').slice(0, 6)}/${token('e').slice(0, 4)}/x` },
    { kind: 'hidden', path: `/.mb-nowhere-${token('f').slice(0, 6)}` },
  ];
}

/** RFC 9110 sections 15.5.5 and 15.5.11. */
function isGone({ response }: Exchange): boolean {
  return response.status === 404 || response.status === 410;
}

/** Samples of every directory above the answer's path, in groups of one kind. */
function samplesFor(samples: readonly Sample[], exchange: Exchange): AnswerShape[][] {
  const { pathname } = new URL(exchange.request.url);
  const groups = new Map<string, AnswerShape[]>();
  for (const sample of samples) {
    if (!`${pathname}/`.startsWith(sample.prefix)) continue;
    const key = `${sample.prefix} ${sample.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), shapeOf(sample.exchange)]);
  }
  return [...groups.values()];
}

function isSame(kin: readonly AnswerShape[], exchange: Exchange): boolean {
  const shape = shapeOf(exchange);
  return kin.some((sample) => {
    if (sample.status !== shape.status || sample.mediaType !== shape.mediaType) return false;
    // A redirect is its target; what its body says is for people.
    if (shape.status >= 300 && shape.status < 400) return sample.location === shape.location;
    if (sample.fields && shape.fields) return sameFields(sample.fields, shape.fields, kin);
    if (sample.fields || shape.fields) return false;
    const needed = likenessNeeded(shape);
    return likeness(sample.words, shape.words) >= needed || likeness(sample.written, shape.written) >= needed;
  });
}

/** Equal but for what varied between the samples themselves. */
function sameFields(
  sample: ReadonlyMap<string, string>,
  fields: ReadonlyMap<string, string>,
  kin: readonly AnswerShape[],
): boolean {
  if (sample.size !== fields.size) return false;
  for (const [place, value] of fields) {
    const expected = sample.get(place);
    if (expected === undefined) return false;
    if (
      expected !== value &&
      !kin.some((other) => other.fields?.has(place) && other.fields.get(place) !== expected)
    ) {
      return false;
    }
  }
  return true;
}

/** Below this many words two answers that differ at all say different things. */
const LONG_WORDS = 60;

/** Pages carry menus, nonces and suggestions; other text is what it says. */
function likenessNeeded({ mediaType, words }: AnswerShape): number {
  if (words.count < LONG_WORDS) return 1;
  return mediaType === 'text/html' ? 0.9 : 0.97;
}
