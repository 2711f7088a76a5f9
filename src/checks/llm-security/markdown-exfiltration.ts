import { defineRule } from '../rule.ts';
import { induces } from './injection.ts';

export const markdownExfiltration = defineRule({
  id: 'markdown-exfiltration',
  title: 'Data exfiltration by Markdown images or links',
  aliases: ['prompt injection', 'markdown image exfiltration', 'improper output handling'],
  severity: 'high',
  cwe: [1427, 201],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:L/SI:N/SA:N',
  description:
    'An attacker can make a chat window send data to their host. An instruction in a text makes the model write an image or link with data in the URL, and a window that renders Markdown loads it.',
  remediation:
    'Remove images and links to hosts that are not yours from the output, or show them as text. Add a Content-Security-Policy with img-src to the page.',
  needs: ['llm', 'llm-endpoint'],
  ...induces('exfiltration', {
    evidenceSummary: 'hid an instruction in a text to summarize, and the response sends data to another host',
    shown: 'Markdown with a URL that contains two words joined by the model',
    control: 'the same text with the host but without the instruction returns no such Markdown',
  }),
});
