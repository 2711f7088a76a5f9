import * as lab from '../../../lab/llm-security/pages.ts';
import { exposedModelManagement } from '../../../src/checks/llm-security/exposed-model-management.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedModelManagement, {
  'fires on Ollama': { lab: lab.ollama, fires: { severity: 'high', confidence: 'confirmed' } },
  'fires on llama.cpp’s slots': { lab: lab.llamaCpp, fires: { severity: 'high' } },
  'fires on a vector store': { lab: lab.qdrant, fires: { severity: 'high' } },
  'fires on LiteLLM': { lab: lab.liteLlm, fires: { severity: 'medium' } },
  'silent on tags of a blog': { lab: lab.blogTags, fires: false },
  'silent on collections of a shop': { lab: lab.shopCollections, fires: false },
  'silent on a catch-all that answers 200': { lab: lab.catchAll, fires: false },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where a credential is asked for': { lab: lab.closed, fires: false },
});
