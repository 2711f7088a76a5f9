import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { roleAccesses } from '../../places/role-accesses.ts';
import { defineRule } from '../rule.ts';

export const rolePolicyViolated = defineRule({
  id: 'role-policy-violated',
  title: 'Role policy violation',
  aliases: ['RBAC', 'role-based access control', 'authorization matrix', 'privilege escalation', 'BFLA'],
  severity: 'high',
  cwe: [285, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Users of this role can read what your role policy does not allow, or cannot read what it allows. The service and the policy disagree on this operation.',
  remediation: 'Check the role in the operation, deny by default, or correct the policy.',
  inapplicable: ({ roles }) =>
    roles === undefined
      ? 'no role policy: "roles" in middlebrick.yaml lists what each role may call'
      : undefined,
  places: roleAccesses,
  async judge({ operation, request, identity, role, isAllowed }, { surface, http }) {
    const exchange = await http.as(identity).once(request);
    const policy = {
      fact: `the policy ${isAllowed ? 'lists' : 'does not list'} ${operation.id} for the role ${role}`,
    };
    if (!isAllowed && servesContent(exchange, surface)) {
      return {
        confidence: 'confirmed',
        evidenceSummary: `${operation.id} returned ${exchange.response.status} to ${identity.name} (${role}).`,
        proof: [{ exchange, note: `returned to the role ${role}` }],
        control: policy,
      };
    }
    if (!isAllowed || !looksLikeRefusal(exchange)) return 'clean';
    return {
      confidence: 'confirmed',
      severity: 'info',
      severityReason: 'Nothing is exposed: the role is denied what the policy allows.',
      evidenceSummary: `${operation.id} returned ${exchange.response.status} to ${identity.name} (${role}), although the policy lists it.`,
      proof: [{ exchange, note: `denied to the role ${role}` }],
      control: policy,
    };
  },
});
