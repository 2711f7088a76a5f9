import { promptsFor } from '../../material/prompts.ts';
import type { Technique } from '../../material/prompts-task.ts';
import type { Detection, ProbeContext, Untested } from '../rule.ts';
import { openModels, unanswered } from './model.ts';

/** What a prompt gets done, where the same text without the order does not: no restraint is needed to tell. */
export async function* induces(
  { surface, http }: ProbeContext,
  technique: Technique,
  notes: { readonly saw: string; readonly shown: string; readonly control: string },
): AsyncGenerator<Detection, Untested | undefined> {
  const { models, reason } = await openModels(http, surface);
  if (models.length === 0) return { untested: reason };
  for (const model of models) {
    for (const { id, turns, control, shows } of promptsFor(technique)) {
      const said = await model.ask(turns);
      if (!said || !shows?.(said.own)) continue;
      const plain = await model.ask(control);
      if (!plain || shows(plain.own)) continue;
      yield {
        url: model.endpoint.url,
        confidence: 'confirmed',
        saw: `The prompt "${id}" ${notes.saw}.`,
        proof: [{ exchange: said.exchange, note: notes.shown }],
        control: { exchange: plain.exchange, note: notes.control },
      };
      break;
    }
  }
  return unanswered(models);
}
