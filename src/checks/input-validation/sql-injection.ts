import type { HttpClient } from '../../http/client.ts';
import { text } from '../../http/exchange.ts';
import { SQL_ERRORS, sqlConditions, sqlDelays } from '../../material/injections.ts';
import { servesContent } from '../answers.ts';
import type { ParameterSlot } from '../parameter-slots.ts';
import { parameterSlots } from '../parameter-slots.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import { delayProof } from './delay-proof.ts';
import { breakdown } from './own-fault.ts';

export const sqlInjection = defineRule({
  id: 'sql-injection',
  title: 'A parameter is run as SQL',
  severity: 'critical',
  cwe: [89],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  meaning:
    'What the client sends becomes part of a database statement, so that a client can read and change whatever the service’s database account may.',
  fix: 'Pass values as bound parameters of prepared statements, never by joining strings; give the account only the rights it needs.',
  needs: ['active'],
  async *probe({ surface, http }) {
    const slots = parameterSlots(surface);
    if (slots.length === 0) return { untested: 'no GET operation with a parameter' };
    for (const slot of slots) {
      const ordinary = await http.once(slot.plain);
      const found =
        (await byCondition(http, slot, servesContent(ordinary, surface))) ??
        (await byMessage(http, slot)) ??
        (await byDelay(http, slot)) ??
        (await byQuotes(http, slot));
      if (found) yield found;
    }
    return;
  },
});

async function byCondition(
  http: HttpClient,
  slot: ParameterSlot,
  hasRows: boolean,
): Promise<Detection | undefined> {
  for (const condition of sqlConditions(slot.ordinary, hasRows)) {
    const found = await booleanDifference(http, slot, askedIn(slot, condition));
    if (!found) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      saw: `${slot.name}: SQL conditions written into ${condition.context} decide what is answered.`,
      proof: [{ exchange: found.yes, note: 'the answer to a condition that SQL finds true' }],
      control: { exchange: found.no, note: 'the same, but false in SQL: answered otherwise' },
    };
  }
  return undefined;
}

/** One quote is an error to a database that sees it, two are a quote in a string. */
async function byMessage(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  for (const quote of ["'", '"']) {
    const one = await http.send(slot.with(slot.ordinary + quote));
    const hit = SQL_ERRORS.find(([, message]) => message.test(text(one.response)));
    if (!hit) continue;
    const two = await http.send(slot.with(slot.ordinary + quote + quote));
    if (hit[1].test(text(two.response))) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      saw: `${slot.name}: a single quote was answered with a syntax error of ${hit[0]}.`,
      proof: [{ exchange: one, note: `one quote: a syntax error of ${hit[0]}` }],
      control: { exchange: two, note: 'two quotes, which SQL reads as one inside a string: no error' },
    };
  }
  return undefined;
}

async function byDelay(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  for (const write of sqlDelays(slot.ordinary)) {
    const found = await delayProof(http, (seconds) => slot.with(write(seconds)));
    if (!found) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      saw: `${slot.name}: the database waited for as many seconds as the value asked for, seven times in a row.`,
      proof: [{ exchange: found.slow, note: 'a wait that the value asked for' }],
      control: { exchange: found.quick, note: 'the same value asking for no wait' },
    };
  }
  return undefined;
}

/** Breaking on odd quotes and not on even ones is how SQL acts, and seldom anything else. */
async function byQuotes(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  const found = await breakdown(http, slot.with(`${slot.ordinary}'`), slot.with(`${slot.ordinary}''`));
  if (!found) return undefined;
  const odd = await http.send(slot.with(`${slot.ordinary}'''`));
  if (odd.response.status !== found.odd.response.status) return undefined;
  return {
    operation: slot.operation,
    confidence: 'likely',
    saw: `${slot.name}: one and three quotes were answered ${found.odd.response.status}, two quotes ${found.ordinary.response.status}.`,
    proof: [{ exchange: found.odd, note: 'an odd number of quotes breaks the statement' }],
    control: { exchange: found.ordinary, note: 'an even number does not' },
  };
}
