import type { Exchange } from '../../http/exchange.ts';
import { isJson } from '../../http/exchange.ts';
import { findPersonalAddresses } from '../../material/pii.ts';
import { disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { addressesOfCustomers, addressesOfPersons } from './persons.ts';

/** One or two may be an owner and a contact; more are a list of people. */
const FEWEST = 3;
/** Beside the names or ids of those whom they belong to. */
const FEWEST_OF_PERSONS = 2;
/** Pages name their authors and imprint. */
const FEWEST_ON_PAGES = 6;

export const emailAddressesExposed = defineRule({
  id: 'email-addresses-exposed',
  title: 'Email addresses exposed without authentication',
  aliases: ['PII', 'excessive data exposure', 'email harvesting', 'personal data'],
  severity: 'medium',
  cwe: [359, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can collect email addresses of several people for phishing and password guessing. This may be a personal data breach under the GDPR.',
  remediation: 'Remove email addresses from lists, or return them only to users who may see them.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const written = unsaid(exchange, findPersonalAddresses(readableText(exchange)));
    const ofPersons = unsaid(exchange, addressesOfPersons(fieldsOf(exchange.response)));
    const enough = written.length >= (isJson(exchange.response) ? FEWEST : FEWEST_ON_PAGES);
    const ofCustomers = unsaid(exchange, addressesOfCustomers(fieldsOf(exchange.response)));
    if (!enough && ofPersons.length < FEWEST_OF_PERSONS && ofCustomers.length === 0) return;
    const found = [...new Set([...written, ...ofPersons, ...ofCustomers])];
    yield disclosed(exchange, surface, {
      evidenceSummary:
        found.length === 1
          ? 'The email address of a contact of the service, with other data about that person.'
          : `${found.length} different personal addresses in one response.`,
      note: 'addresses of several people, masked here',
      values: found,
      toIdentity: 'info',
    });
  },
});

function unsaid(exchange: Exchange, addresses: readonly string[]): string[] {
  return addresses.filter((address) => !saidByUs(exchange, address));
}
