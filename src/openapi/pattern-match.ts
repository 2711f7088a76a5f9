import { type CharSet, isWord } from './pattern-set.ts';
import type { Ast } from './pattern-syntax.ts';

/** Counted repetitions are written out; past this the pattern is not looked at. */
const MAX_PROGRAM = 5_000;
/** About a tenth of a second. */
const MAX_STEPS = 2_000_000;

type Step =
  | { readonly op: 'set'; readonly set: CharSet }
  | { readonly op: 'fork'; to: readonly number[] }
  | { readonly op: 'assert'; readonly where: 'start' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly op: 'look'; readonly program: Program; readonly negated: boolean }
  | { readonly op: 'done' };

type Program = Step[];

/**
 * A matcher that follows all alternatives at once (Thompson's construction), so that its time is the product of
 * pattern and text and never more. Undefined where the bounds are too small to say.
 */
export function compilePattern(ast: Ast): (text: string) => boolean | undefined {
  const size = { left: MAX_PROGRAM };
  const program = programOf(ast, size);
  if (size.left < 0) return () => undefined;
  return (text) => {
    const run: Run = {
      codes: Array.from(text, (character) => character.codePointAt(0) ?? 0),
      steps: 0,
      looks: new Map(),
    };
    const found = search(program, run, 0, true);
    return run.steps > MAX_STEPS ? undefined : found;
  };
}

function programOf(ast: Ast, size: { left: number }): Program {
  const program: Program = [];
  emit(ast, program, size);
  program.push({ op: 'done' });
  return program;
}

function emit(ast: Ast, program: Program, size: { left: number }): void {
  size.left -= 1;
  if (size.left < 0) return;
  switch (ast.kind) {
    case 'set':
      program.push({ op: 'set', set: ast.set });
      return;
    case 'assert':
      program.push({ op: 'assert', where: ast.where });
      return;
    case 'look':
      program.push({ op: 'look', program: programOf(ast.item, size), negated: ast.negated });
      return;
    case 'sequence':
      for (const item of ast.items) emit(item, program, size);
      return;
    case 'choice':
      emitChoice(ast.options, program, size);
      return;
    case 'repeat':
      emitRepeat(ast, program, size);
  }
}

function emitChoice(options: readonly Ast[], program: Program, size: { left: number }): void {
  const fork: Step = { op: 'fork', to: [] };
  program.push(fork);
  const starts: number[] = [];
  const ends: { op: 'fork'; to: readonly number[] }[] = [];
  for (const option of options) {
    starts.push(program.length);
    emit(option, program, size);
    const end = { op: 'fork' as const, to: [] };
    ends.push(end);
    program.push(end);
  }
  fork.to = starts;
  for (const end of ends) end.to = [program.length];
}

function emitRepeat(
  { item, min, max }: Extract<Ast, { kind: 'repeat' }>,
  program: Program,
  size: { left: number },
): void {
  for (let at = 0; at < min && size.left >= 0; at += 1) emit(item, program, size);
  if (max === Number.POSITIVE_INFINITY) {
    const fork: Step = { op: 'fork', to: [] };
    const start = program.length;
    program.push(fork);
    emit(item, program, size);
    program.push({ op: 'fork', to: [start] });
    fork.to = [start + 1, program.length];
    return;
  }
  const forks: { op: 'fork'; to: readonly number[] }[] = [];
  for (let at = min; at < max && size.left >= 0; at += 1) {
    const fork = { op: 'fork' as const, to: [] as readonly number[] };
    forks.push(fork);
    program.push(fork);
    fork.to = [program.length];
    emit(item, program, size);
  }
  for (const fork of forks) fork.to = [...fork.to, program.length];
}

interface Run {
  readonly codes: readonly number[];
  steps: number;
  /** Look-aheads answered so far, by step and then place. */
  readonly looks: Map<Step, Map<number, boolean>>;
}

/** Whether the program matches from `start` on; anywhere after it too when it floats. */
function search(program: Program, run: Run, start: number, floats: boolean): boolean {
  let states = new Set<number>();
  for (let at = start; at <= run.codes.length; at += 1) {
    if (floats || at === start) states.add(0);
    const reached = spread(program, states, run, at);
    if (reached === 'done') return true;
    if (run.steps > MAX_STEPS) return false;
    const code = run.codes[at];
    if (code === undefined) return false;
    states = new Set();
    for (const index of reached) {
      const step = program[index];
      run.steps += 1;
      if (step?.op === 'set' && step.set.has(code)) states.add(index + 1);
    }
    if (!floats && states.size === 0) return false;
  }
  return false;
}

/** All steps that can be stood on at this place without reading a character. */
function spread(
  program: Program,
  states: ReadonlySet<number>,
  run: Run,
  at: number,
): ReadonlySet<number> | 'done' {
  const reached = new Set<number>(states);
  for (const index of reached) {
    run.steps += 1;
    if (run.steps > MAX_STEPS) return reached;
    const step = program[index];
    if (step === undefined || step.op === 'set') continue;
    if (step.op === 'done') return 'done';
    if (step.op === 'fork') for (const target of step.to) reached.add(target);
    else if (step.op === 'assert' ? stands(step.where, run, at) : looks(step, run, at))
      reached.add(index + 1);
  }
  return reached;
}

function stands(where: 'start' | 'end' | 'boundary' | 'no-boundary', { codes }: Run, at: number): boolean {
  if (where === 'start') return at === 0;
  if (where === 'end') return at === codes.length;
  return (isWord(codes[at - 1]) !== isWord(codes[at])) === (where === 'boundary');
}

function looks(step: Extract<Step, { op: 'look' }>, run: Run, at: number): boolean {
  const known = run.looks.get(step) ?? new Map<number, boolean>();
  run.looks.set(step, known);
  const answer = known.get(at) ?? search(step.program, run, at, false) !== step.negated;
  known.set(at, answer);
  return answer;
}
