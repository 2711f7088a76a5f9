import * as lab from '../../../lab/llm-security/pages.ts';
import { publicModelPlayground } from '../../../src/checks/llm-security/public-model-playground.ts';
import { testRule } from '../../rule-test.ts';

testRule(publicModelPlayground, {
  'fires on Gradio': { lab: lab.gradio, fires: { severity: 'medium', confidence: 'confirmed' } },
  'fires on Open WebUI without login': { lab: lab.openWebUi(false, false), fires: { severity: 'medium' } },
  'lowers free registration': { lab: lab.openWebUi(true, true), fires: { severity: 'low' } },
  'fires on LangServe': { lab: lab.langserve, fires: { severity: 'medium' } },
  'silent on Open WebUI with login': { lab: lab.openWebUi(true, false), fires: false },
  'silent on a configuration of something else': { lab: lab.otherConfig, fires: false },
  'silent on a catch-all that answers 200': { lab: lab.catchAll, fires: false },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where a credential is asked for': { lab: lab.closed, fires: false },
});
