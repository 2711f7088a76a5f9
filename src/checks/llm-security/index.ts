import type { Check } from '../rule.ts';
import { clientSystemMessageHonoured } from './client-system-message-honoured.ts';
import { encodedInstructionFollowed } from './encoded-instruction-followed.ts';
import { excessiveAgency } from './excessive-agency.ts';
import { exposedModelManagement } from './exposed-model-management.ts';
import { fewShotPoisoning } from './few-shot-poisoning.ts';
import { indirectInjectionFollowed } from './indirect-injection-followed.ts';
import { instructionOverride } from './instruction-override.ts';
import { markdownExfiltration } from './markdown-exfiltration.ts';
import { modelDisclosed } from './model-disclosed.ts';
import { modelIdentityDisclosed } from './model-identity-disclosed.ts';
import { multiTurnErosion } from './multi-turn-erosion.ts';
import { nestedInstructionFollowed } from './nested-instruction-followed.ts';
import { openModelListing } from './open-model-listing.ts';
import { personaJailbreak } from './persona-jailbreak.ts';
import { personalDataInOutput } from './personal-data-in-output.ts';
import { publicModelPlayground } from './public-model-playground.ts';
import { secretInOutput } from './secret-in-output.ts';
import { splitTokenInstructionFollowed } from './split-token-instruction-followed.ts';
import { systemPromptInAnswer } from './system-prompt-in-answer.ts';
import { systemPromptLeak } from './system-prompt-leak.ts';
import { tokenCostDisclosed } from './token-cost-disclosed.ts';
import { toolInventoryDisclosed } from './tool-inventory-disclosed.ts';
import { unauthenticatedPrompt } from './unauthenticated-prompt.ts';
import { unboundedOutputTokens } from './unbounded-output-tokens.ts';
import { unescapedMarkupOutput } from './unescaped-markup-output.ts';
import { usageDisclosed } from './usage-disclosed.ts';

export const llmSecurity: Check = {
  id: 'llm-security',
  title: 'LLM security',
  owasp: 'LLM Top 10 2025',
  purpose: 'Do LLM endpoints protect their instructions, data and budget?',
  essential: ['unauthenticated-prompt', 'system-prompt-leak', 'instruction-override'],
  rules: [
    unauthenticatedPrompt,
    systemPromptLeak,
    instructionOverride,
    clientSystemMessageHonoured,
    personaJailbreak,
    encodedInstructionFollowed,
    indirectInjectionFollowed,
    markdownExfiltration,
    multiTurnErosion,
    fewShotPoisoning,
    nestedInstructionFollowed,
    splitTokenInstructionFollowed,
    unescapedMarkupOutput,
    excessiveAgency,
    toolInventoryDisclosed,
    secretInOutput,
    personalDataInOutput,
    unboundedOutputTokens,
    tokenCostDisclosed,
    modelIdentityDisclosed,
    exposedModelManagement,
    publicModelPlayground,
    openModelListing,
    systemPromptInAnswer,
    modelDisclosed,
    usageDisclosed,
  ],
};
