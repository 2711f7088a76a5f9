import type { Check } from '../rule.ts';

export const llmSecurity: Check = {
  id: 'llm-security',
  title: 'LLM security',
  owasp: 'LLM Top 10 2025',
  purpose: 'Do language-model endpoints keep their instructions, data and budget?',
  rules: [],
};
