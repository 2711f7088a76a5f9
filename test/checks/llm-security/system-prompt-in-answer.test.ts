import * as lab from '../../../lab/llm-security/pages.ts';
import { systemPromptInAnswer } from '../../../src/checks/llm-security/system-prompt-in-answer.ts';
import { testRule } from '../../rule-test.ts';

testRule(systemPromptInAnswer, {
  'fires in JSON': {
    lab: lab.says({ bot: { systemPrompt: lab.PROMPT } }),
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on a conversation': {
    lab: lab.says({ messages: [{ role: 'system', content: lab.PROMPT }] }),
    fires: true,
  },
  'fires in a script': { lab: lab.script, fires: true },
  'silent on the example of a manual': { lab: lab.manual, fires: false },
  'silent on the example of a document': { lab: lab.exampleInDocument, fires: false },
  'silent on what every model is told': {
    lab: lab.says({ systemPrompt: 'You are a helpful assistant. You are a helpful, honest assistant.' }),
    fires: false,
  },
  'silent on a schema’s words about the field': {
    lab: lab.says({
      system_prompt: 'Optional system prompt that you can set to replace the one that the service uses.',
    }),
    fires: false,
  },
  'silent on a polite text': {
    lab: lab.says({
      message: 'You are welcome. You can always write to us, and if the customer asks, we answer.',
    }),
    fires: false,
  },
  'silent on a prompt for the shell': {
    lab: lab.says({ prompt: 'user@host:~$ ', system_prompt: '' }),
    fires: false,
  },
});
