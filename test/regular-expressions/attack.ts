import type { AST } from '@eslint-community/regexpp';
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** A text that a pattern may choke on: begin, then one piece again and again, then an end that matches nothing. */
export interface Attack {
  readonly begin: string;
  readonly pump: string;
  readonly end: string;
  /** The pump fills a part that repeats without end: what that costs may show in a long text only. */
  readonly endless: boolean;
}

/** Tried in this order when a character of a class is wanted. */
const CANDIDATES = [...'aA0_-. /:@"\'<>=,;#$%&()[]{}\\+*?!|~^`\n\t\r\u00e9\u2028\u{1f600}b1xzZ9'];
/** Of one class: enough to meet what stands before and after it in the pattern. */
const CHARACTERS_OF_A_CLASS = 6;
/** And of the characters that the pattern names itself: two classes may share no other. */
const OF_THE_PATTERN = 4;
const NEVER = '\u0001';
/** Classes that NEVER is a member of need other ends; a pattern seldom has more kinds of them. */
const MORE_ENDS = 2;
/** What repeats without end, or dozens of times, may be costly to try again at each place. */
const MANY = /[*+]|,\d*\d\d\}|,\}/;
/** Whatever a pattern says, answers hold these by the megabyte. */
const USUAL = ['a', '0', ' ', '\n', '"', '<', 'a ', 'a.', 'ab\n', '\\'];

/** What a part of a pattern stands behind: with what may be missing, and without. */
interface Before {
  readonly full: string;
  readonly short: string;
  /** Something before may eat much of what this part matches: it may be looked for at many places. */
  readonly open: boolean;
}

/** Texts made from each prefix of the pattern and from each part that may repeat; no text twice. */
export function attacksOn(pattern: RegExp): Attack[] {
  const flags = pattern.flags.replace(/[gy]/g, '');
  const ast = new RegExpParser().parsePattern(pattern.source, 0, undefined, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const { characters, classes } = partsOf(ast);
  const found = new Map<string, Attack>();
  const add = (before: string, piece: string, ends: readonly string[], endless = false) => {
    if (piece === '') return;
    const pump = piece.slice(0, periodOf(piece));
    const begin = before.replaceAll(pump, '') === '' ? '' : before;
    for (const end of ends) {
      const key = JSON.stringify([begin, pump, end]);
      found.set(key, {
        begin,
        pump,
        end,
        endless: (endless && end === NEVER) || found.get(key)?.endless === true,
      });
    }
  };

  const holds = (raw: string) => {
    const one = new RegExp(`^(?:${raw})$`, flags);
    return (character: string) => one.test(character);
  };
  const members = new Map<string, readonly string[]>();
  for (const raw of classes) {
    const usual = CANDIDATES.filter(holds(raw)).slice(0, CHARACTERS_OF_A_CLASS);
    const own = characters.filter((character) => !usual.includes(character)).filter(holds(raw));
    members.set(raw, [...usual, ...own.slice(0, OF_THE_PATTERN)]);
  }
  const strangers = [...classes]
    .filter((raw) => holds(raw)(NEVER))
    .flatMap((raw) => CANDIDATES.find((character) => !holds(raw)(character)) ?? []);
  const ends = ['', NEVER];
  const allEnds = [...ends, ...new Set(strangers)].slice(0, ends.length + MORE_ENDS);

  const sample = (node: AST.Element): string => samples(node)[0] ?? '';
  const all = (elements: readonly AST.Element[]) => elements.map(sample).join('');

  function samples(node: AST.Element): readonly string[] {
    switch (node.type) {
      case 'Character':
        return [String.fromCodePoint(node.value)];
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return members.get(node.raw) ?? [];
      case 'Group':
      case 'CapturingGroup':
        return node.alternatives.flatMap(({ elements: [first, ...more] }) =>
          first && more.length === 0 ? samples(first) : all(first ? [first, ...more] : []),
        );
      case 'Quantifier':
        return [sample(node.element).repeat(Math.max(1, node.min))];
      case 'Backreference':
        return [[node.resolved].flat().map(sample).join('')];
      default:
        return [''];
    }
  }

  function walk(elements: readonly AST.Element[], before: Before): void {
    let { full, short } = before;
    /** Whether something may have eaten what follows: then it is worth to repeat what stands behind it. */
    let { open } = before;
    let [last, lastButOne] = ['', ''];
    for (const element of elements) {
      if (element.type === 'Quantifier') {
        if (element.max > 1) {
          const endless = element.max === Number.POSITIVE_INFINITY;
          for (const [at, one] of samples(element.element).entries()) {
            for (const start of new Set([full, short])) {
              add(start, one, allEnds, at === 0 && endless);
              add('', start + one.repeat(Math.max(1, element.min)), ends);
            }
          }
        }
        inner(element.element, { full, short, open });
      } else inner(element, { full, short, open });
      open ||= MANY.test(element.raw);
      const one = sample(element);
      full += isBehind(element) ? all(element.alternatives[0]?.elements ?? []) : one;
      if (element.type !== 'Quantifier' || element.min > 0) short += one;
      if (one === '') continue;
      for (const start of new Set([full, short])) {
        add('', start, allEnds);
        add('', `${start} `, ends);
        if (flags.includes('m')) add('', `${start}\n`, ends);
      }
      if (open) {
        for (const piece of [one, `${one} `, last + one, `${last}${one} `, lastButOne + last + one]) {
          for (const start of new Set([full, short])) add(start, piece, ends);
        }
      }
      [last, lastButOne] = [one, last];
    }
  }

  function inner(element: AST.Element, before: Before): void {
    if (element.type === 'Group' || element.type === 'CapturingGroup') {
      for (const { elements } of element.alternatives) walk(elements, before);
    } else if (element.type === 'Assertion' && 'alternatives' in element) {
      for (const { elements } of element.alternatives) walk(elements, before);
    }
  }

  for (const { elements } of ast.alternatives) walk(elements, { full: '', short: '', open: false });
  for (const usual of USUAL) add('', usual, ends);
  return [...found.values()];
}

/** What it asks for stands before the match. */
function isBehind(element: AST.Element): element is AST.LookbehindAssertion {
  return element.type === 'Assertion' && element.kind === 'lookbehind';
}

/** Every character that a pattern names, and the text of every class. */
function partsOf(ast: AST.Pattern): { readonly characters: string[]; readonly classes: Set<string> } {
  const characters = new Set<string>();
  const classes = new Set<string>();
  visitRegExpAST(ast, {
    onCharacterEnter: ({ value }) => void characters.add(String.fromCodePoint(value)),
    onCharacterClassEnter: ({ raw }) => void classes.add(raw),
    onCharacterSetEnter: ({ raw }) => void classes.add(raw),
    onExpressionCharacterClassEnter: ({ raw }) => void classes.add(raw),
  });
  return { characters: [...characters], classes };
}

/** The length of the shortest piece that makes the text when it is repeated. */
const periodOf = (text: string) => (text + text).indexOf(text, 1);

export function textOf({ begin, pump, end }: Attack, length: number): string {
  const times = Math.max(1, Math.floor((length - begin.length) / pump.length));
  const text = begin + pump.repeat(times) + end;
  // Flattened once here, so that no measurement pays for it; of one byte a character where it can be, as bodies are.
  const encoding = /[^\0-\u00ff]/.test(begin + pump + end) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}
