import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

/** Readable characters first. */
const ORDINARY = [...'a7b3kxmeAZ _-./:="\'<>{}()[],;@#%&+*!?~^$|\\`\n\t', 'é', '\u0001', '\u200b', '€', '漢'];
const MOST_TRIES = 900;
const LONGEST_RUN = 5_000;

interface Walk {
  readonly flags: string;
  /** Parts that must be gone through: the alternative and all that holds it. */
  readonly path: ReadonlySet<AST.Node>;
  /** Zero takes the first and the shortest everywhere; more varies. */
  readonly freedom: number;
  readonly random: () => number;
  readonly groups: Map<AST.CapturingGroup, string>;
}

/** The shortest text found for which `tells` holds, that goes through the alternative at this place of the source. */
export function exampleFor(
  { source, flags }: RegExp,
  start: number,
  tells: (text: string) => boolean,
): string | undefined {
  const unicode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, unicode);
  const path = pathTo(pattern, start);
  const random = drawing();
  let best: string | undefined;
  for (let tries = 0; tries < MOST_TRIES && (best === undefined || tries < 12); tries += 1) {
    const freedom = tries < 2 ? 0 : Math.min(8, 1 + Math.floor(tries / 30));
    const walk = { flags: flags.replace(/[gy]/g, ''), path, freedom, random, groups: new Map() };
    const bare = chosen(pattern.alternatives, walk);
    if (bare.length > LONGEST_RUN) continue;
    const edge = () => (tries > 40 && random() < 0.5 ? pickOf(['', ' ', '\n', 'x', '"', '7'], random) : '');
    const text = edge() + laid(bare, random) + edge();
    if (tells(text) && (best === undefined || text.length < best.length)) best = text;
  }
  return best;
}

/** The same sequence each time. */
function drawing(): () => number {
  let seed = 7;
  return () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) / 2 ** 24;
  };
}

function pickOf<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** The alternative that starts here, the innermost of several, and all that holds it. */
function pathTo(pattern: AST.Pattern, start: number): ReadonlySet<AST.Node> {
  const path = new Set<AST.Node>();
  const into = (parts: readonly AST.Alternative[]) => {
    const part = parts.find(
      (one) => one.start <= start && start <= one.end && (one.start === start || start < one.end),
    );
    if (!part) return;
    path.add(part);
    if (part.start === start && parts.length > 1) return;
    for (const element of part.elements) {
      if (element.start > start || start >= element.end) continue;
      path.add(element);
      const inner = element.type === 'Quantifier' ? element.element : element;
      path.add(inner);
      if (inner.type === 'Group' || inner.type === 'CapturingGroup') into(inner.alternatives);
      if (inner.type === 'Assertion' && 'alternatives' in inner) into(inner.alternatives);
    }
  };
  into(pattern.alternatives);
  return path;
}

function chosen(parts: readonly AST.Alternative[], walk: Walk): string {
  const wanted = parts.find((part) => walk.path.has(part));
  const part = wanted ?? (walk.freedom === 0 ? parts[0] : pickOf(parts, walk.random));
  return part?.elements.map((element) => written(element, walk)).join('') ?? '';
}

function written(element: AST.Element, walk: Walk): string {
  const { freedom, random, path, groups } = walk;
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass': {
      const fitting = charactersOf(element.raw, walk.flags);
      return freedom < 2
        ? (fitting[0] ?? '')
        : (pickOf(fitting.slice(0, freedom < 6 ? 6 : 60), random) ?? '');
    }
    case 'Group':
      return chosen(element.alternatives, walk);
    case 'CapturingGroup': {
      const text = chosen(element.alternatives, walk);
      groups.set(element, text);
      return text;
    }
    case 'Backreference':
      return groups.get([element.resolved].flat()[0] as AST.CapturingGroup) ?? '';
    case 'Quantifier': {
      const least = path.has(element) ? Math.max(1, element.min) : element.min;
      const more = freedom > 0 && !path.has(element) && random() < 0.4 ? 1 + Math.floor(random() * 2) : 0;
      const times = Math.min(LONGEST_RUN, element.max, least + more);
      return Array.from({ length: times }, () => written(element.element, walk)).join('');
    }
    case 'Assertion':
      return around(element, walk);
  }
}

/** Marks where a look-around that denies puts its text: over what stands beside it. */
const AHEAD = ['\ue000', '\ue001'] as const;
const BEHIND = ['\ue002', '\ue003'] as const;

function around(element: AST.Assertion, walk: Walk): string {
  const { freedom, random, path } = walk;
  if (element.kind === 'word') return freedom > 2 && random() < 0.3 ? ' ' : '';
  if (element.kind !== 'lookahead' && element.kind !== 'lookbehind')
    return element.kind === 'start' && freedom > 2 && random() < 0.2 ? '\n' : '';
  const isWanted = path.has(element);
  if (element.negate) {
    const [open, close] = element.kind === 'lookahead' ? AHEAD : BEHIND;
    return isWanted ? open + chosen(element.alternatives, walk) + close : '';
  }
  return isWanted || (freedom > 0 && random() < 0.6) ? chosen(element.alternatives, walk) : '';
}

function laid(text: string, random: () => number): string {
  const over = pickOf(['beside', 'over', 'alone'], random);
  const ahead = /^([\s\S]*)\ue000([\s\S]*)\ue001([\s\S]*)$/.exec(text);
  if (ahead) {
    const [, before = '', denied = '', rest = ''] = ahead;
    return before + denied + (over === 'beside' ? rest : over === 'over' ? rest.slice(denied.length) : '');
  }
  const behind = /^([\s\S]*)\ue002([\s\S]*)\ue003([\s\S]*)$/.exec(text);
  if (!behind) return text;
  const [, before = '', denied = '', rest = ''] = behind;
  return (
    (over === 'beside' ? before : over === 'over' ? before.slice(0, -denied.length) : '') + denied + rest
  );
}

function charactersOf(raw: string, flags: string): string[] {
  const one = new RegExp(`^(?:${raw})$`, flags);
  const fitting = ORDINARY.filter((character) => one.test(character));
  if (fitting.length > 0) return fitting;
  for (let code = 0; code < 0x10000; code += 1)
    if (one.test(String.fromCharCode(code))) return [String.fromCharCode(code)];
  return [];
}
