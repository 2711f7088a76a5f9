import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { headerValues, refused, succeeded, textStart } from '../http/exchange.ts';
import type { FrameworkSign, Question } from '../material/framework-sign.ts';
import { BUILT_ON, FOUNDATIONS, FRAMEWORK_SIGNS } from '../material/frameworks.ts';
import type { Inquiry } from './inquiry.ts';
import type { FrameworkGuess } from './surface.ts';

export interface FingerprintOptions {
  readonly inquiry: Inquiry;
  readonly origin: string;
  readonly entry: Exchange;
  /** Answers to unknown paths, which cost nothing any more. */
  readonly absentAnswers: readonly Exchange[];
}

/** Documents of large APIs are long, and what tells their writer may stand late. */
const READ_CHARACTERS = 500_000;

const POINTS = { certain: 6, likely: 3, weak: 1 } as const;

/** At most four questions of its own; everything else reads answers that are there already. */
export async function fingerprint(options: FingerprintOptions): Promise<FrameworkGuess | undefined> {
  const { inquiry, origin, entry, absentAnswers } = options;
  const alive = inquiry.heard.find(
    (exchange) => exchange.request.method === 'GET' && (succeeded(exchange) || refused(exchange)),
  );
  const [closing, broken, trace, methods] = await Promise.all([
    inquiry.ask({ url: `${origin}/mb-nowhere-close`, headers: [['Connection', 'close']] }),
    inquiry.ask({ url: `${origin}/%` }),
    inquiry.ask({ method: 'TRACE', url: `${origin}/mb-nowhere-trace` }),
    alive ? inquiry.ask({ method: 'OPTIONS', url: alive.request.url }) : undefined,
  ]);
  const heard = inquiry.heard;
  return guessFramework({
    'unknown-path': absentAnswers.filter(({ request }) => request.method === 'GET'),
    closing: closing ? [closing] : [],
    'broken-url': broken ? [broken] : [],
    trace: trace ? [trace] : [],
    options: methods ? [methods] : [],
    'wrong-method': heard.filter(
      ({ request, response }) => request.method === 'GET' && response.status === 405,
    ),
    any: [entry, ...heard],
  });
}

type Answers = Readonly<Record<Question, readonly Exchange[]>>;

interface Tally {
  points: number;
  certain: boolean;
  version?: string;
  readonly evidence: string[];
}

/** The best supported framework; two that are equally supported leave a weak guess. */
async function guessFramework(answers: Answers): Promise<FrameworkGuess | undefined> {
  const tallies = new Map<string, Tally>();
  const matches = await matchesIn(answers);
  for (const sign of FRAMEWORK_SIGNS) {
    const seen = matches.get(sign);
    if (!seen) continue;
    const tally = tallies.get(sign.framework) ?? { points: 0, certain: false, evidence: [] };
    tallies.set(sign.framework, tally);
    tally.points += POINTS[sign.strength];
    tally.certain ||= sign.strength === 'certain';
    if (seen.version) tally.version ??= seen.version;
    tally.evidence.push(sentence(sign, seen.exchange));
  }
  const ranked = [...tallies]
    .filter(([name]) => !FOUNDATIONS.has(name))
    .map(([name, tally]) => ({ name, tally: withBases(name, tally, tallies) }))
    .sort((a, b) => b.tally.points - a.tally.points || (a.name < b.name ? -1 : 1));
  const best = ranked[0];
  if (!best) return undefined;
  const rivals = ranked.filter(({ name }) => name !== best.name && !related(name, best.name));
  const isContested = rivals.some(({ tally }) => tally.points * 2 > best.tally.points);
  const { points, certain, version, evidence } = best.tally;
  const confidence = isContested || points < POINTS.likely ? 'weak' : certain ? 'certain' : 'likely';
  return { name: best.name, ...(version ? { version } : {}), confidence, evidence };
}

interface Match {
  readonly exchange: Exchange;
  readonly version?: string;
}

/** Of each sign the first answer that shows it. Answer by answer, so that each is decoded once. */
async function matchesIn(answers: Answers): Promise<ReadonlyMap<FrameworkSign, Match>> {
  const found = new Map<FrameworkSign, Match>();
  const breathe = createBreath();
  for (const [question, heard] of Object.entries(answers)) {
    const signs = FRAMEWORK_SIGNS.filter((sign) => sign.question === question);
    for (const exchange of heard) {
      for (const sign of signs) {
        if (found.has(sign)) continue;
        const seen = match(sign, exchange);
        if (seen) found.set(sign, seen);
        await breathe();
      }
    }
  }
  return found;
}

/** Signs of what it is built on count for it; its own version only is its version. */
function withBases(name: string, tally: Tally, all: ReadonlyMap<string, Tally>): Tally {
  const bases = (BUILT_ON[name] ?? []).map((base) => all.get(base)).filter((base) => base !== undefined);
  return {
    ...tally,
    points: tally.points + bases.reduce((sum, base) => sum + base.points, 0),
    evidence: [...new Set([...tally.evidence, ...bases.flatMap((base) => base.evidence)])],
  };
}

function related(a: string, b: string): boolean {
  return (BUILT_ON[a] ?? []).includes(b) || (BUILT_ON[b] ?? []).includes(a);
}

function match(sign: FrameworkSign, exchange: Exchange): Match | undefined {
  const { response } = exchange;
  if (sign.status !== undefined && response.status !== sign.status) return undefined;
  if (sign.without?.some((name) => headerValues(response.headers, name).length > 0)) return undefined;
  if (sign.lines && !sign.lines.test(response.headers.map(([name]) => name).join())) return undefined;
  if (sign.body && !sign.body.test(textStart(response, READ_CHARACTERS))) return undefined;
  if (!sign.header) return { exchange };
  const [name, pattern] = sign.header;
  for (const value of headerValues(response.headers, name)) {
    const found = pattern.exec(value.trim());
    if (found) return { exchange, ...(found[1] ? { version: found[1] } : {}) };
  }
  return undefined;
}

function sentence({ question, says }: FrameworkSign, { request }: Exchange): string {
  switch (question) {
    case 'unknown-path':
      return `An unknown path ${says}.`;
    case 'closing':
      return `An unknown path, asked with Connection: close, ${says}.`;
    case 'options':
      return `OPTIONS ${new URL(request.url).pathname} ${says}.`;
    case 'broken-url':
      return `The broken path /% ${says}.`;
    case 'trace':
      return `TRACE ${says}.`;
    case 'wrong-method':
      return `GET ${new URL(request.url).pathname} ${says}.`;
    case 'any':
      return `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
  }
}
