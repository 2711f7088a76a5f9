import { mediaType, text } from '../../http/exchange.ts';
import { promptsFor } from '../../material/prompts.ts';
import { defineRule } from '../rule.ts';
import { models, ofModel } from './models.ts';

export const unescapedMarkupOutput = defineRule({
  id: 'unescaped-markup-output',
  title: 'XSS in model output',
  aliases: ['XSS', 'cross-site scripting', 'improper output handling', 'LLM05'],
  severity: 'medium',
  cwe: [79, 1426, 116],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'Anyone who can influence the model can run a script in the user’s browser (XSS). Model output is returned as HTML with scripts in it.',
  remediation:
    'Escape model output like user input, or sanitize it with an allowlist of elements. Return JSON where a program reads it.',
  needs: ['llm', 'llm-endpoint'],
  places: models,
  judge: ofModel(async ({ endpoint, ask, first }) => {
    for (const { turns, shows } of promptsFor('markup')) {
      const said = await ask(turns);
      // In JSON markup is a string like any other: only what a browser would render counts.
      if (!said || mediaType(said.exchange.response) !== 'text/html') continue;
      if (!shows?.(text(said.exchange.response)) || !shows(said.own)) continue;
      return {
        url: endpoint.url,
        confidence: 'confirmed',
        evidenceSummary:
          'An img element with an event handler that the model wrote is unescaped in an HTML response.',
        proof: [{ exchange: said.exchange, note: 'the model composed the value of the handler' }],
        control: { exchange: first.exchange, note: 'an ordinary prompt returns no such element' },
      };
    }
    return 'clean';
  }),
});
