import type { LlmEndpoint } from '../../discovery/surface.ts';
import { promptsFor } from '../../material/prompts.ts';
import type { Technique } from '../../material/prompts-task.ts';
import type { PlaceRule } from '../rule.ts';
import { models, ofModel } from './models.ts';

/** What a prompt gets done, where the same text without the order does not: no restraint is needed to tell. */
export function induces(
  technique: Technique,
  notes: { readonly evidenceSummary: string; readonly shown: string; readonly control: string },
): Pick<PlaceRule<LlmEndpoint>, 'places' | 'judge'> {
  return {
    places: models,
    judge: ofModel(async (model) => {
      for (const { id, turns, control, shows } of promptsFor(technique)) {
        const said = await model.ask(turns);
        if (!said || !shows?.(said.own)) continue;
        const plain = await model.ask(control);
        if (!plain || shows(plain.own)) continue;
        return {
          url: model.endpoint.url,
          confidence: 'confirmed',
          evidenceSummary: `The prompt "${id}" ${notes.evidenceSummary}.`,
          proof: [{ exchange: said.exchange, note: notes.shown }],
          control: { exchange: plain.exchange, note: notes.control },
        };
      }
      return 'clean';
    }),
  };
}
