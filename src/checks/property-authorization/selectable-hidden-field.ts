import { servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { findPasswordHash, isPlaceholder } from '../../material/secrets.ts';
import { readOperations } from '../../places/operations.ts';
import { saidByUs, showing } from '../disclosure.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { SECRET_NAME } from './sensitive-names.ts';

const NAMES =
  'id,password,passwordHash,password_hash,salt,resetToken,reset_token,apiSecret,api_secret,otpSecret,otp_secret,ssn';
/** How frameworks call the choice of fields and relations: OData, JSON:API, REST layers of mappers. */
const PARAMETERS = ['fields', 'select', '$select', 'include', 'expand'];
/** A choice of fields is a feature of the mapper or framework below all operations. */
const MAPPER_SAMPLE = 16;
const HIDDEN = /^(?:password|passwd|passwordhash|hashedpassword|ssn|pwd)$/;

export const selectableHiddenField = defineRule({
  id: 'selectable-hidden-field',
  title: 'Hidden fields readable by a field selection parameter',
  aliases: ['excessive data exposure', 'BOPLA', 'sparse fieldsets'],
  severity: 'high',
  cwe: [213, 639],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client that names a secret field in a field list gets it. The ordinary response hides the field, but the list is passed on to the database.',
  remediation: 'Compare the field list with an allowlist, and reject other names.',
  places: readOperations,
  alike: MAPPER_SAMPLE,
  async judge({ request }, { surface, http }) {
    const plain = await http.once(request);
    if (!servesContent(plain, surface) || fieldsOf(plain.response).size === 0)
      return untested('the operation did not return JSON fields');
    const usual = hiddenIn(plain);
    const query = (name: string) =>
      `${request.url}${request.url.includes('?') ? '&' : '?'}${percentEncoded(name)}=${NAMES}`;
    const gainedBy = (exchange: Exchange) => [...hiddenIn(exchange)].filter(([name]) => !usual.has(name));
    // All at once first: most services know none of them, and then this is the only question.
    const url = PARAMETERS.reduce(
      (so, name) => `${so}${so.includes('?') ? '&' : '?'}${percentEncoded(name)}=${NAMES}`,
      request.url,
    );
    const together = await http.once({ ...request, url });
    if (servesContent(together, surface) && gainedBy(together).length === 0) return 'clean';
    const control = await http.once({ ...request, url: query('mb_fields') });
    if (hiddenIn(control).size > 0)
      return usual.size > 0 ? 'clean' : untested('any parameter changes the fields of the response');
    for (const parameter of PARAMETERS) {
      const asked = await http.once({ ...request, url: query(parameter) });
      if (!servesContent(asked, surface)) continue;
      const gained = gainedBy(asked);
      if (gained.length === 0) continue;
      return confirmed(
        `${parameter}=… returned ${gained.map(([name]) => name).join(', ')}.`,
        [
          showing(
            asked,
            gained.map(([, value]) => value),
          ),
          'properties that the ordinary response does not contain',
        ],
        [control, 'the same list in an unknown parameter changes nothing'],
      );
    }
    return 'clean';
  },
});

function hiddenIn(exchange: Parameters<typeof saidByUs>[0]): Map<string, string> {
  const fields = fieldsOf(exchange.response);
  const held = [...fieldsNamed(fields, HIDDEN), ...fieldsNamed(fields, SECRET_NAME)].filter(({ value }) => {
    const written = String(value);
    return (
      written.length >= 4 &&
      (findPasswordHash(written) !== undefined || !isPlaceholder(written)) &&
      !saidByUs(exchange, written)
    );
  });
  return new Map(held.map(({ name, value }) => [name, String(value)]));
}
