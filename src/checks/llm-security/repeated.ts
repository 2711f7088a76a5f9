import { promptsFor } from '../../material/prompts.ts';
import type { Technique } from '../../material/prompts-task.ts';
import type { Model, Said } from './model.ts';

interface Repeated {
  readonly values: readonly string[];
  readonly said: Said;
  readonly control: Said;
}

/**
 * Values that two differently worded questions both get, and a question that they do not belong to does not: what a
 * model makes up on the spot changes with the question. Asks the second question only where the first got something.
 */
export async function repeated(
  model: Model,
  technique: Technique,
  find: (answer: string) => readonly string[],
): Promise<Repeated | undefined> {
  const [one, other] = promptsFor(technique);
  const first = one && (await model.ask(one.turns));
  // What every answer holds, such as a contact for questions, is not given away by this one.
  const found = first ? find(first.own).filter((value) => !model.first.own.includes(value)) : [];
  if (!one || !other || !first || found.length === 0) return undefined;
  const second = await model.ask(other.turns);
  const again = new Set(second ? find(second.own) : []);
  const both = found.filter((value) => again.has(value));
  if (both.length === 0) return undefined;
  const control = await model.ask(one.control);
  const invented = new Set(control ? find(control.own) : []);
  const values = both.filter((value) => !invented.has(value) && !control?.own.includes(value));
  return control && values.length > 0 ? { values, said: first, control } : undefined;
}
