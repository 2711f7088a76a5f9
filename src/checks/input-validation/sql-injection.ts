import { SQL_ERRORS, SQL_SYNTAX_ERRORS, sqlConditions, sqlDelays } from '../../material/injections.ts';
import { inputsAndLoginName } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import { decidesAsIdentifier } from './identifier-position.ts';
import { anyOf, complains, decides, waits } from './proofs.ts';
import { breaksOnOddQuotes } from './quotes.ts';

export const sqlInjection = defineRule({
  id: 'sql-injection',
  title: 'SQL injection',
  aliases: ['SQLi', 'blind SQL injection', 'database injection'],
  severity: 'critical',
  cwe: [89],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'A client can read and change everything that the database user may. Input from the client becomes part of an SQL statement.',
  remediation:
    'Use prepared statements with bound parameters, never string concatenation. Give the database user only the permissions it needs.',
  needs: ['active'],
  places: inputsAndLoginName,
  judge: anyOf(
    decidesAsIdentifier,
    decides('SQL', sqlConditions),
    complains(SQL_ERRORS, SQL_SYNTAX_ERRORS),
    waits('the database delayed the response by the number of seconds in the value', sqlDelays),
    breaksOnOddQuotes,
  ),
});
