import { documentedOperations } from '../../places/documented-operations.ts';
import { requestOf } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

const LOGIN =
  /(?:^|\/)(?:log-?in|sign-?in|authenticate|auth|session|token|register|sign-?up|password)(?:\/|$)/i;
const PASSWORD = /^(?:pass(?:word|wd|phrase)|pwd|client_secret|new_?password)$/i;
/** Names that also mean a postal code, a boarding pass or a public label: passwords only where one logs in. */
const PERHAPS_PASSWORD = /^(?:pass(?:code)?|secret|pin|otp)$/i;

export const loginOverGet = defineRule({
  id: 'login-over-get',
  title: 'Login sends the password in the URL',
  aliases: ['login via GET', 'password in URL', 'sensitive information in query string'],
  severity: 'medium',
  cwe: [598],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads a log, a browser history or a Referer header can find passwords there. The login sends the password in the query string.',
  remediation: 'Accept passwords only in the body of a POST request, and reset those that may be in logs.',
  places: documentedOperations,
  leaveOut: ({ source }) =>
    source === 'spec' || source === 'request'
      ? undefined
      : 'no API document or recorded request defines an operation',
  async judge(operation, { surface, anonymous }) {
    const isRecorded = operation.source === 'request';
    const login = LOGIN.test(operation.path);
    if (operation.method !== 'GET' && !login) return 'clean';
    const first = operation.parameters.find(
      ({ in: place, name }) =>
        place === 'query' && (PASSWORD.test(name) || (login && PERHAPS_PASSWORD.test(name))),
    );
    if (!first) return 'clean';
    // A document may describe what the service does not have; what writes cannot be asked in passing.
    if (operation.method === 'GET') {
      const asked = await anonymous.once(requestOf(surface, operation));
      if (asked.response.status === 404 || surface.absent.matches(asked)) return 'clean';
    }
    return {
      operation,
      url: operation.server + operation.path,
      confidence: 'confirmed',
      evidenceSummary: `${operation.id} has the query parameter ${first.name}.`,
      proof: [
        {
          exchange: surface.entry,
          note: `the service ${isRecorded ? 'that the recorded request is sent to' : 'whose API document declares the parameter'}`,
        },
      ],
      control: {
        fact: isRecorded
          ? `a recorded request has ${first.name} in the query of ${operation.id}`
          : `the API document declares ${first.name} in the query of ${operation.id}`,
      },
    };
  },
});
