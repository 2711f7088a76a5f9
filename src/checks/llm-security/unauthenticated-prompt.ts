import type { Surface } from '../../discovery/surface.ts';
import { isRawModel } from '../../material/llm-dialects.ts';
import { joined, SECOND_WORDS, task, user } from '../../material/prompts-task.ts';
import type { Severity } from '../../result.ts';
import { defineRule } from '../rule.ts';
import type { Model } from './model.ts';
import { openModels, operationOf, unanswered } from './model.ts';

export const unauthenticatedPrompt = defineRule({
  id: 'unauthenticated-prompt',
  title: 'Anybody can use the language model at the owner’s expense',
  severity: 'high',
  cwe: [306, 770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:L',
  meaning:
    'A request without any credential gets a completion. Each one costs money or computing time, and nothing ties the bill to anybody.',
  fix: 'Ask for a credential before a prompt is passed on, and give each holder a budget of requests and tokens.',
  needs: ['llm', 'llm-endpoint'],
  async *probe({ surface, anonymous }) {
    const { models, reason } = await openModels(anonymous, surface);
    for (const model of models) {
      const { endpoint, first } = model;
      const second = await model.ask([user(task(SECOND_WORDS))]);
      if (!second) continue;
      const worked = model.works && joined(SECOND_WORDS)(second.own) && !joined(SECOND_WORDS)(first.own);
      const seen = { url: endpoint.url, severity: severityOf(model, surface) };
      if (worked) {
        yield {
          ...seen,
          confidence: 'confirmed',
          saw: 'Without a credential, the service joined two words as asked.',
          proof: [
            { exchange: first.exchange, note: 'the answer holds a word that stands nowhere in the prompt' },
          ],
          control: {
            exchange: second.exchange,
            note: 'other words, another answer: it reads what it is sent',
          },
        };
      } else if ((second.answer.outputTokens ?? 0) > 0 && second.answer.known) {
        yield {
          ...seen,
          confidence: 'likely',
          saw: `Without a credential, ${second.answer.outputTokens} tokens were generated.`,
          proof: [{ exchange: second.exchange, note: 'a completion with its count of tokens' }],
        };
      }
    }
    if (models.length > 0) return unanswered(models);
    // Asking everybody for a credential is what is wanted, and was seen; 403 may have any other reason.
    return /answers an ordinary prompt with 401/.test(reason) ? undefined : { untested: reason };
  },
});

/** A product that is documented as open has its price calculated in; a bare model has not. */
function severityOf({ endpoint, manner }: Model, surface: Surface): Severity {
  if (isRawModel(manner)) return 'high';
  const documentedOpen = operationOf(surface, endpoint)?.security?.length === 0;
  return documentedOpen ? 'low' : 'medium';
}
