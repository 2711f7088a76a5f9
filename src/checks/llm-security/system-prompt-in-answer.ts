import { isBoilerplate } from '../../material/prompts-leaks.ts';
import { disclosed, isDocumentation, readableText } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

/** Answers past this are read in part. */
const MAX_CHARACTERS = 500_000;
const MIN_WORDS = 8;

/** A text under a name, or behind a marker, that says what it is. JSON, JavaScript and YAML write it alike. */
const SHAPES: readonly RegExp[] = [
  /["']?\b(?:system_?prompt|systemPrompt|system_?message|systemMessage|system_?instructions?|systemInstructions?|pre_?prompt)["']?\s*[:=]\s*["'`]((?:[^"'`\\]|\\.|'(?=\w)){40,4000})/g,
  /["']role["']\s*:\s*["'](?:system|developer)["']\s*,\s*["']content["']\s*:\s*["']((?:[^"\\]|\\.){40,4000})/g,
  /<\|im_start\|>\s*system\s+([^<]{40,4000})/g,
  /<<SYS>>\s*([^<]{40,4000})/g,
];
/** What a schema says about the field is no value of it. */
const DESCRIBES =
  /^\s*(?:the|a|an|optional|custom|your|system|overrides?|sets?|defines?)\b[^.]{0,80}\b(?:prompt|message|instructions?)\b/i;
const INSTRUCTS =
  /\b(?:you (?:are|must|will|should|can|have)|your (?:role|task|job|goal)|always|never|do not|don['’]t|act as|respond|answer|reply|if the (?:user|customer))\b/i;

/** Where services explain themselves: what stands there is an example. */
const MANUAL =
  /(?:^|\/)(?:docs?|documentation|manuals?|guides?|tutorials?|examples?|cookbook|readme|help|learn|reference|quick-?start|blog)(?:[/.]|$)/i;
/** As far back as the element around a sample begins. */
const LONGEST_SAMPLE = 20_000;

/** True inside `pre`, `code` and fences of Markdown: shown to readers, not given to a model. */
function isShownCode(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_SAMPLE), at);
  const opened = Math.max(before.lastIndexOf('<pre'), before.lastIndexOf('<code'));
  const closed = Math.max(before.lastIndexOf('</pre'), before.lastIndexOf('</code'));
  return opened > closed || before.split('```').length % 2 === 0;
}

export const systemPromptInAnswer = defineRule({
  id: 'system-prompt-in-answer',
  title: 'System prompt in ordinary response',
  aliases: ['system prompt leakage', 'LLM07'],
  severity: 'medium',
  cwe: [200, 540],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the response, page or script knows the rules to bypass. It contains a system prompt, and if the client sends it, the client can change it.',
  remediation:
    'Keep system prompts on the server and add them to the conversation there. Remove them from responses and scripts.',
  *inspect(exchange, surface) {
    // What our own prompts bring to light is judged where they are sent.
    if (exchange.request.method !== 'GET' || isDocumentation(exchange, surface)) return;
    if (MANUAL.test(new URL(exchange.request.url).pathname)) return;
    const said = readableText(exchange).slice(0, MAX_CHARACTERS);
    for (const shape of SHAPES) {
      for (const { 1: prompt = '', index } of said.matchAll(shape)) {
        if (isShownCode(said, index)) continue;
        if (prompt.split(/\s+/).length < MIN_WORDS || !INSTRUCTS.test(prompt)) continue;
        if (isBoilerplate(prompt) || DESCRIBES.test(prompt)) continue;
        yield disclosed(exchange, surface, {
          evidenceSummary: `${prompt.length} characters of instructions, starting "${prompt.slice(0, 40)}…".`,
          note: 'a system prompt in the response',
          values: [],
          toIdentity: 'low',
        });
        return;
      }
    }
  },
});
