import type { Condition, Product } from './injections.ts';

/** An expression that only this language works out, and as how many times the product. */
export interface Evaluator {
  readonly language: string;
  /** What the language alone knows, as a number: a calculator has neither the name nor the call. */
  readonly number: string;
  readonly is: number;
  /** The same in shape, with a name that nothing has. */
  readonly misspelt: string;
}

/** Names of types and their lengths: they read nothing, change nothing, and are the way to everything else. */
export const EVALUATORS: readonly Evaluator[] = [
  { language: 'JavaScript', number: 'String.name.length', is: 6, misspelt: 'Strinq.name.length' },
  {
    language: 'Python',
    number: '().__class__.__name__.__len__()',
    is: 5,
    misspelt: '().__klass__.__name__.__len__()',
  },
  { language: 'Ruby', number: 'nil.class.name.length', is: 8, misspelt: 'nill.class.name.length' },
  { language: 'PHP', number: 'strlen(gettype(1))', is: 7, misspelt: 'strlen(gettipe(1))' },
  {
    language: 'the Spring expression language',
    number: 'T(java.lang.Integer).SIZE',
    is: 32,
    misspelt: 'T(java.lang.Inteqer).SIZE',
  },
  { language: 'Groovy or MVEL', number: 'Integer.SIZE', is: 32, misspelt: 'Inteqer.SIZE' },
  { language: 'OGNL', number: '@java.lang.Integer@SIZE', is: 32, misspelt: '@java.lang.Inteqer@SIZE' },
  { language: '.NET', number: '"mb".GetType().Name.Length', is: 6, misspelt: '"mb".GetTipe().Name.Length' },
];

/** Six where Node’s own object can be reached from the expression, nine where it cannot. */
export const NODE_REACHED = { number: '(typeof process).length', is: 6 } as const;

export const timesProduct = (number: string, { left, right }: Product) => `${number}*${left}*${right}`;

/** Languages in which rows are picked by an expression. */
const PICKING = ['JavaScript', 'Python', 'Ruby'];

/** Conditions that only one language can decide, where an expression picks what is answered. */
export function pickingConditions(): readonly Condition[] {
  return EVALUATORS.filter(({ language }) => PICKING.includes(language)).map(({ language, number, is }) => ({
    context: language,
    yes: [`${number}==${is}`, `${number}<${is + 1}`],
    no: [`${number}==${is + 1}`, `${number}>${is}`],
  }));
}
