import { succeeded } from '../../http/exchange.ts';
import { digestName, findPasswordHash, isPlaceholder } from '../../material/secrets.ts';
import { disclosed, isDocumentation, saidByUs } from '../disclosure.ts';
import type { Field } from '../fields.ts';
import { fieldsNamed, fieldsOf, plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';

const PASSWORD_FIELD =
  /^(?:(?:user|plain|plaintext|cleartext|raw|default|initial|temp|temporary|db|database|admin|root|smtp|current|old|login)?(?:password|passwd|passphrase)|pwd)$/;
const OWNER_FIELD =
  /^(?:user|username|userid|login|loginname|email|emailaddress|mail|account|host|hostname|name)$/;
/** Labels, messages, types and flags: what stands under this name where no password does. */
const NO_PASSWORD =
  /\s|^(?:true|false|yes|no|string|text|password|passwort|kennwort|senha|contraseña|contrasena|wachtwoord|lösenord|hasło|haslo|salasana|parola|şifre|required|optional|invalid|weak|strong|unset|set|unchanged|enabled|disabled|n\/a|nil|redacted|hidden|encrypted)$|^\W+$|[*•]{2,}|^https?:|^[/#]/i;

export const plaintextPasswordExposed = defineRule({
  id: 'plaintext-password-exposed',
  title: 'Plaintext passwords in response',
  aliases: ['cleartext password', 'excessive data exposure', 'sensitive data exposure', 'password storage'],
  severity: 'critical',
  cwe: [256, 200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the response can log in with the passwords in it immediately, here and wherever they are reused. The passwords are not hashed.',
  remediation:
    'Store passwords as Argon2id or bcrypt hashes, remove the field from every response, and reset all passwords.',
  *inspect(exchange, surface) {
    if (!succeeded(exchange) || isDocumentation(exchange, surface)) return;
    const found = fieldsNamed(fieldsOf(exchange.response), PASSWORD_FIELD).filter(
      (field) => isPassword(field) && !saidByUs(exchange, String(field.value)),
    );
    const [first] = found;
    if (!first) return;
    yield disclosed(exchange, surface, {
      evidenceSummary: `A plaintext value in ${first.path}, together with the login it belongs to.`,
      note: 'a password field without a hash, masked here',
      values: found.map(({ value }) => `"${value}"`),
      toIdentity: 'high',
    });
  },
});

function isPassword({ value, holder }: Field): boolean {
  if (typeof value !== 'string' || value.length < 4 || value.length > 64) return false;
  if (NO_PASSWORD.test(value) || (isPlaceholder(value) && !/1234567|qwerty/i.test(value))) return false;
  if (digestName(value) !== undefined || findPasswordHash(value)) return false;
  return Object.entries(holder).some(([name, held]) => {
    // A form's labels repeat its names: {"username": "Username", "password": "Passwort"}.
    const label = typeof held === 'string' && (plainName(held) === plainName(name) || /\s/.test(held));
    return OWNER_FIELD.test(plainName(name)) && typeof held === 'string' && held !== '' && !label;
  });
}
