import { promptsFor } from '../../material/prompts.ts';
import { commonPassage, leakedInstructions } from '../../material/prompts-leaks.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import type { Said } from './model.ts';
import { models, ofModel } from './models.ts';

export const systemPromptLeak = defineRule({
  id: 'system-prompt-leak',
  title: 'System prompt leakage',
  aliases: ['prompt leak', 'prompt extraction', 'LLM07', 'prompt injection'],
  severity: 'medium',
  cwe: [1427, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Asked for it, the model quotes its system prompt: the rules to get around, the tools to abuse, and whatever else was written there in the belief that nobody reads it.',
  fix: 'Write nothing into a system prompt that may not be public: no credentials, no names of customers, no rule that the service depends on. Compare answers with the prompt before they leave, and hold back those that quote it.',
  needs: ['llm', 'llm-endpoint'],
  places: models,
  judge: ofModel(async ({ endpoint, ask, first }) => {
    // A model that talks like this to everybody tells nothing when it is asked.
    if (leakedInstructions(first.own).length > 0) return 'clean';
    const leaks: { said: Said; patterns: string[] }[] = [];
    for (const { turns } of promptsFor('extraction')) {
      const said = await ask(turns);
      const patterns = said ? leakedInstructions(said.own) : [];
      if (said && patterns.length > 0) leaks.push({ said, patterns });
      if (leaks.length === 2) break;
    }
    const [one, other] = leaks;
    if (!one) return 'clean';
    const passage = other ? commonPassage(one.said.own, other.said.own) : '';
    const again = leakedInstructions(passage).length > 0;
    return {
      url: endpoint.url,
      saw: again
        ? `Two different questions got the same ${passage.length} characters of instructions.`
        : `The answer reads like instructions to a model (${one.patterns.join(', ')}).`,
      proof: [{ exchange: showing(one.said.exchange, []), note: 'instructions to the model in its answer' }],
      // What a model makes up differs from question to question.
      ...(again
        ? {
            confidence: 'confirmed',
            control: { exchange: first.exchange, note: 'an ordinary question gets none of it' },
          }
        : { confidence: 'tentative' }),
    };
  }),
});
