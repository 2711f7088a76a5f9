import { text } from '../../http/exchange.ts';
import { NAMES_FILE, traversals } from '../../material/injections.ts';
import { asks } from '../../places/body-slots.ts';
import { inputs } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';

export const pathTraversal = defineRule({
  id: 'path-traversal',
  title: 'Path traversal (local file read)',
  aliases: ['directory traversal', 'LFI', 'local file inclusion', 'dot dot slash'],
  severity: 'high',
  cwe: [22, 73],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:L/SI:N/SA:N',
  description:
    'Any client can read configuration, keys and source code. The value is used as a file path without a check.',
  remediation:
    'Look up files by an ID in a list. Where a name is needed, resolve it and reject paths outside the intended folder.',
  needs: ['active'],
  places: inputs,
  leaveOut: (slot) =>
    asks(slot) || NAMES_FILE.test(slot.name)
      ? undefined
      : 'no parameter, and no property of a query body or with a file name',
  async judge(slot, { http }) {
    for (const { raw, absent, holds } of traversals(slot.name, slot.ordinary)) {
      const asked = await http.send(slot.with(raw));
      if (!holds.test(text(asked.response))) continue;
      const control = await http.send(slot.with(absent));
      if (holds.test(text(control.response))) continue;
      return {
        confidence: 'confirmed',
        evidenceSummary: `${slot.name}: a path out of the intended folder returned the content of a file outside it.`,
        proof: [{ exchange: asked, note: 'the content of a file outside the folder' }],
        control: {
          exchange: control,
          note: 'a file that does not exist, with the same path: no such content',
        },
      };
    }
    return 'clean';
  },
});
