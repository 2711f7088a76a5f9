import type { Ast } from './pattern-syntax.ts';

/** How often open-ended parts repeat beyond their minimum, in the order tried. */
const GENEROSITY = [1, 0, 2, 3, 5, 8, 12, 20, 36, 64];
const MAX_LENGTH = 4_000;
/** For patterns whose look-aheads ask for a bit of everything, as those of passwords do. */
const MIXED = [
  'Aa1!Aa1!Aa1!',
  'Aa1@Aa1@Aa1@',
  'Aa1-Aa1-Aa1-',
  'Aa1Aa1Aa1Aa1',
  'aa11aa11aa11',
  'AAaa1122#$%&',
];

/** A text that the matcher accepts, or undefined when none of a few attempts is. */
export function samplePattern(
  ast: Ast,
  matches: (text: string) => boolean | undefined,
  minLength: number,
  maxLength: number,
  variant: number,
): string | undefined {
  const accepted = (text: string) =>
    text.length >= minLength && text.length <= maxLength && matches(text) !== false;
  const wanted = [...GENEROSITY, minLength, Math.ceil(minLength / 2), Math.min(maxLength, MAX_LENGTH)];
  for (const generosity of wanted) {
    const made: Making = { text: '', variant, generosity, spare: Math.min(maxLength, MAX_LENGTH) };
    if (!write(ast, made)) continue;
    if (accepted(made.text)) return made.text;
    const padded = made.text + 'a'.repeat(Math.max(0, Math.min(minLength, MAX_LENGTH) - made.text.length));
    if (padded !== made.text && accepted(padded)) return padded;
  }
  const longest = Math.max(minLength, Math.min(maxLength, 12));
  return MIXED.flatMap((text) => [
    text.repeat(Math.ceil(longest / text.length) || 1).slice(0, longest),
    text.slice(0, 8),
  ])
    .filter((text) => text.length <= MAX_LENGTH)
    .find(accepted);
}

interface Making {
  text: string;
  /** Counts through the possible texts: each choice takes its part, the rest is left for those after it. */
  variant: number;
  readonly generosity: number;
  /** Length that must not be passed. */
  readonly spare: number;
}

/** Appends a text for the node; false where there is none. */
function write(ast: Ast, made: Making): boolean {
  if (made.text.length > made.spare) return false;
  switch (ast.kind) {
    case 'set': {
      const character = take(ast.set.examples(), made);
      if (character === undefined) return false;
      made.text += character;
      return true;
    }
    case 'sequence':
      return ast.items.every((item) => write(item, made));
    case 'choice': {
      const option = take(ast.options, made);
      return option !== undefined && write(option, made);
    }
    case 'repeat': {
      const times = Math.min(ast.min + made.generosity, ast.max);
      if (times > MAX_LENGTH) return false;
      for (let at = 0; at < times; at += 1) if (!write(ast.item, made)) return false;
      return true;
    }
    // Assertions write nothing; the matcher judges the whole afterwards.
    default:
      return true;
  }
}

function take<T>(options: readonly T[], made: Making): T | undefined {
  if (options.length === 0) return undefined;
  const option = options[made.variant % options.length];
  made.variant = Math.floor(made.variant / options.length);
  return option;
}
