import type { Surface } from '../../discovery/surface.ts';
import { isRawModel } from '../../material/llm-dialects.ts';
import { joined, SECOND_WORDS, task, user } from '../../material/prompts-task.ts';
import { statedPublic } from '../../openapi/secured.ts';
import type { Severity } from '../../result.ts';
import type { ProbeContext, Verdict } from '../rule.ts';
import { defineRule } from '../rule.ts';
import type { Model } from './model.ts';
import { operationOf } from './model.ts';
import { judgeModel, models } from './models.ts';

export const unauthenticatedPrompt = defineRule({
  id: 'unauthenticated-prompt',
  title: 'LLM endpoint accessible without authentication',
  aliases: ['denial of wallet', 'unbounded consumption', 'LLM10', 'missing authentication'],
  severity: 'high',
  cwe: [306, 770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:L',
  description:
    'Anyone can get a completion without authentication. Each one costs money or computing time (denial of wallet).',
  remediation:
    'Require a credential before a prompt is processed, and give each user a budget of requests and tokens.',
  needs: ['llm', 'llm-endpoint'],
  places: models,
  async judge(endpoint, context) {
    const verdict = await judgeModel(endpoint, context, context.anonymous, answersAnybody);
    // Asking everybody for a credential is what is wanted, and was seen; 403 may have any other reason.
    const isClosed =
      typeof verdict === 'object' &&
      'untested' in verdict &&
      /returns 401 without a completion/.test(verdict.untested);
    return isClosed ? 'clean' : verdict;
  },
});

async function answersAnybody(model: Model, { surface }: ProbeContext): Promise<Verdict> {
  const { endpoint, first } = model;
  const second = await model.ask([user(task(SECOND_WORDS))]);
  if (!second) return 'clean';
  const worked = model.works && joined(SECOND_WORDS)(second.own) && !joined(SECOND_WORDS)(first.own);
  const seen = { url: endpoint.url, severity: severityOf(model, surface) };
  if (worked)
    return {
      ...seen,
      confidence: 'confirmed',
      evidenceSummary: 'Without authentication, the model joined two words as instructed.',
      proof: [{ exchange: first.exchange, note: 'the response contains a word that is not in the prompt' }],
      control: {
        exchange: second.exchange,
        note: 'other words return another response: the prompt is read',
      },
    };
  if (!second.answer.known || (second.answer.outputTokens ?? 0) === 0) return 'clean';
  return {
    ...seen,
    confidence: 'likely',
    evidenceSummary: `Without authentication, ${second.answer.outputTokens} tokens were generated.`,
    proof: [{ exchange: second.exchange, note: 'a completion with its token count' }],
  };
}

/** A product that is documented as open has its price calculated in; a bare model has not. */
function severityOf({ endpoint, manner }: Model, surface: Surface): Severity {
  if (isRawModel(manner)) return 'high';
  const operation = operationOf(surface, endpoint);
  const documentedOpen = operation !== undefined && statedPublic(operation);
  return documentedOpen ? 'low' : 'medium';
}
