import { xpathConditions } from '../../material/injections.ts';
import { inputsAndLoginName } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import { anyOf, decides, decidesNothing } from './proofs.ts';

export const xpathInjection = defineRule({
  id: 'xpath-injection',
  title: 'XPath injection',
  aliases: ['XML injection'],
  severity: 'high',
  cwe: [643],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client can read the whole XML document. Input from the client becomes part of an XPath expression.',
  remediation: 'Bind values as XPath variables, or compare them in code after a fixed expression.',
  needs: ['active'],
  places: inputsAndLoginName,
  leaveOut: decidesNothing,
  judge: anyOf(decides('XPath', xpathConditions)),
});
