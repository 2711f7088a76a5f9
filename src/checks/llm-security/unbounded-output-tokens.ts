import { json, succeeded, text } from '../../http/exchange.ts';
import { takesMaxTokens } from '../../material/llm-dialects.ts';
import { user } from '../../material/prompts-task.ts';
import { defineRule, untested } from '../rule.ts';
import { models, ofModel } from './models.ts';

/** No model writes so much, so that nothing but a limit of the service can matter. */
const ABSURD = 100_000_000;
/** A field that is read refuses this. */
const NO_NUMBER = 'many';
const SHORT = [user('Answer with the word yes and nothing else.')];

export const unboundedOutputTokens = defineRule({
  id: 'unbounded-output-tokens',
  title: 'No limit on LLM output tokens',
  aliases: ['max_tokens', 'unbounded consumption', 'denial of wallet', 'LLM10'],
  severity: 'low',
  cwe: [770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:L',
  severityReason: 'It costs money per request, but a rate limit can bound it.',
  description:
    'One request can cost as much as the model can write. The service accepts any output limit from the client.',
  remediation:
    'Reject or reduce limits above what the service needs, and set one where the client sets none.',
  needs: ['llm', 'llm-endpoint'],
  places: models,
  judge: ofModel(async ({ endpoint, manner, askWithLimit }) => {
    if (!takesMaxTokens(manner))
      return untested(`${new URL(endpoint.url).pathname} has no parameter for the length of the output`);
    const absurd = await askWithLimit(SHORT, ABSURD);
    if (!absurd || !succeeded(absurd)) return 'clean';
    const wrong = await askWithLimit(SHORT, NO_NUMBER);
    // Where rubbish is taken too the field is ignored, and what limit holds cannot be seen.
    if (!wrong || wrong.response.status < 400) return 'clean';
    const echoed = json(absurd.response) !== undefined && text(absurd.response).includes(String(ABSURD));
    return {
      url: endpoint.url,
      confidence: echoed ? 'confirmed' : 'likely',
      evidenceSummary: `A limit of ${ABSURD} tokens was accepted${echoed ? ' and repeated in the response' : ''}; a limit that is not a number was rejected.`,
      proof: [{ exchange: absurd, note: 'the absurd limit is accepted' }],
      control: { exchange: wrong, note: 'a limit that is not a number is rejected: the field is used' },
    };
  }),
});
