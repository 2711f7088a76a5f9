import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

/** A text that a pattern may choke on: begin, then one piece again and again, then an end that matches nothing. */
export interface Attack {
  readonly begin: string;
  readonly pump: string;
  readonly end: string;
}

/** Tried in this order when a character of a class is wanted. */
const CANDIDATES = [...'aA0_-. /:@"\'<>=,;#$%&()[]{}\\+*?!|~^`\n\t\r\u00e9\u2028\u{1f600}b1xzZ9'];
/** Of one class: enough to meet what stands before and after it in the pattern. */
const CHARACTERS_OF_A_CLASS = 6;
const ENDS = ['', '\u0001'];
/** Whatever a pattern says, answers hold these by the megabyte. */
const USUAL = ['a', '0', ' ', '\n', '"', '<', 'a ', 'a.', 'ab\n', '\\'];

/** Texts made from each prefix of the pattern and from each part that may repeat. */
export function attacksOn(pattern: RegExp): Attack[] {
  const flags = pattern.flags.replace(/[gy]/g, '');
  const ast = new RegExpParser().parsePattern(pattern.source, 0, undefined, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const found = new Map<string, Attack>();
  const add = (begin: string, pump: string) => {
    if (pump === '') return;
    for (const end of ENDS) found.set(JSON.stringify([begin, pump, end]), { begin, pump, end });
  };
  const members = (raw: string): string[] => {
    const one = new RegExp(`^(?:${raw})$`, flags);
    return CANDIDATES.filter((character) => one.test(character));
  };
  const sample = (node: AST.Element): string => samples(node)[0] ?? '';
  const all = (elements: readonly AST.Element[]) => elements.map(sample).join('');

  function samples(node: AST.Element): string[] {
    switch (node.type) {
      case 'Character':
        return [String.fromCodePoint(node.value)];
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return members(node.raw).slice(0, CHARACTERS_OF_A_CLASS);
      case 'Group':
      case 'CapturingGroup':
        return node.alternatives.map(({ elements }) => all(elements));
      case 'Quantifier':
        return [sample(node.element).repeat(Math.max(1, node.min))];
      default:
        return [''];
    }
  }

  function walk(elements: readonly AST.Element[], before: string): void {
    let prefix = before;
    for (const element of elements) {
      if (element.type === 'Quantifier') {
        if (element.max > 1) {
          for (const one of samples(element.element)) {
            add(prefix, one);
            add('', prefix + one.repeat(Math.max(1, element.min)));
          }
        }
        inner(element.element, prefix);
      } else inner(element, prefix);
      prefix += sample(element);
      add('', prefix);
      add('', `${prefix} `);
    }
  }

  function inner(element: AST.Element, prefix: string): void {
    if (element.type === 'Group' || element.type === 'CapturingGroup') {
      for (const { elements } of element.alternatives) walk(elements, prefix);
    } else if (element.type === 'Assertion' && 'alternatives' in element) {
      for (const { elements } of element.alternatives) walk(elements, prefix);
    }
  }

  for (const { elements } of ast.alternatives) walk(elements, '');
  for (const usual of USUAL) add('', usual);
  return [...found.values()];
}

export function textOf({ begin, pump, end }: Attack, length: number): string {
  const times = Math.max(1, Math.floor((length - begin.length) / pump.length));
  // Flattened once here, so that no measurement pays for it.
  return Buffer.from(begin + pump.repeat(times) + end, 'utf16le').toString('utf16le');
}
