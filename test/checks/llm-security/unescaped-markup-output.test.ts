import * as lab from '../../../lab/llm-security/services.ts';
import { unescapedMarkupOutput } from '../../../src/checks/llm-security/unescaped-markup-output.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(unescapedMarkupOutput, {
  'fires where HTML is served as the model wrote it': {
    lab: lab.inHtml(lab.falling('markup'), false),
    options: prompting,
    fires: { severity: 'medium' },
  },
  'silent where it is escaped': {
    lab: lab.inHtml(lab.falling('markup'), true),
    options: prompting,
    fires: false,
  },
  'silent in JSON': { lab: lab.generic(lab.falling('markup')), options: prompting, fires: false },
  'silent on a model that declines': {
    lab: lab.inHtml(lab.HARDENED, false),
    options: prompting,
    fires: false,
  },
  'silent on a refusal that quotes the prompt': {
    lab: lab.inHtml(lab.QUOTING, false),
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
