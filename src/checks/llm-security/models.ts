import type { LlmEndpoint } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import { formOf } from '../../material/llm-dialects.ts';
import type { PlaceKind } from '../../places/place.ts';
import type { ProbeContext, Verdict } from '../rule.ts';
import { untested } from '../rule.ts';
import type { Model } from './model.ts';
import { openModel } from './model.ts';

/** Whatever speaks to a language model or for one: prompts, and MCP servers. */
export const llmEndpoints: PlaceKind<LlmEndpoint> = {
  one: 'language-model endpoint',
  many: 'language-model endpoints',
  find: ({ surface }) => surface.llmEndpoints,
  key: ({ url }) => url,
};

/** Endpoints that take prompts: MCP servers and most lists take none. */
export const models: PlaceKind<LlmEndpoint> = {
  ...llmEndpoints,
  one: 'endpoint that takes prompts',
  many: 'endpoints that take prompts',
  find: ({ surface }) => surface.llmEndpoints.filter((endpoint) => formOf(endpoint)),
};

type JudgeModel = (model: Model, context: ProbeContext) => Verdict | Promise<Verdict>;

/** Judges the model behind an endpoint; what answers no prompt, or not all that it was sent, is not judged. */
export const ofModel = (judge: JudgeModel) => (endpoint: LlmEndpoint, context: ProbeContext) =>
  judgeModel(endpoint, context, context.http, judge);

/** The same, spoken to by the given client. */
export async function judgeModel(
  endpoint: LlmEndpoint,
  context: ProbeContext,
  speaker: HttpClient,
  judge: JudgeModel,
): Promise<Verdict> {
  const model = await openModel(speaker, context.surface, endpoint);
  if (typeof model === 'string') return untested(model);
  const verdict = await judge(model, context);
  const unanswered = isSilent(verdict) ? model.unanswered() : undefined;
  return unanswered === undefined ? verdict : untested(unanswered);
}

/** Only a rule that saw nothing depends on every prompt having been answered. */
function isSilent(verdict: Verdict): boolean {
  return verdict === 'clean' || (Array.isArray(verdict) && verdict.length === 0);
}
