import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import {
  EVALUATORS,
  type Evaluator,
  NODE_REACHED,
  pickingConditions,
  timesProduct,
} from '../../material/evaluators.ts';
import { PRODUCTS } from '../../material/injections.ts';
import { asks } from '../../places/body-slots.ts';
import { inputs } from '../../places/inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { confirmed, type Detection, defineRule } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import { gist } from './gist.ts';

/** Parameters whose expression may pick rows, so that no number comes back. */
const PICKS =
  /^(?:filter|expr(?:ession)?|rule|condition|criteria|predicate|where|query|script|code|eval|formula|jsonpath|selector)$/i;

export const codeInjection = defineRule({
  id: 'code-injection',
  title: 'Code injection (eval)',
  aliases: [
    'eval',
    'RCE',
    'remote code execution',
    'expression language injection',
    'server-side JavaScript injection',
  ],
  severity: 'critical',
  cwe: [95, 94],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'Any client can read files and secrets and run programs on the server (remote code execution). Input from the client is evaluated as code.',
  remediation:
    'Parse formulas with a parser that knows only numbers, names and operators. Never pass input to eval, Function, exec or an expression language.',
  needs: ['active'],
  places: inputs,
  async judge(slot, { http }) {
    return (await byNumber(http, slot)) ?? (await byPicking(http, slot)) ?? 'clean';
  },
});

/** Arithmetic that is worked out may be a calculator’s: what counts is whether names of the language are known too. */
async function byNumber(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  const [first] = PRODUCTS;
  const worked = await http.attemptOnce(slot.with(`${first.left}*${first.right}`));
  if (worked instanceof Error || !holds(worked, first.product)) return undefined;
  for (const evaluator of EVALUATORS) {
    const found = await workedOut(http, slot, evaluator);
    if (!found) continue;
    const saw = `${slot.name}: an expression that only ${evaluator.language} can evaluate was evaluated, twice with different numbers.`;
    const detection = confirmed(
      saw,
      [
        found.one,
        `the response contains ${found.first}: ${evaluator.number} is ${evaluator.is}, times the numbers sent`,
      ],
      [found.control, `${evaluator.misspelt} instead: no such number`],
      [found.two, `other numbers: ${found.second}`],
    );
    if (evaluator.language !== 'JavaScript') return detection;
    const node = await numberOf(http, slot, NODE_REACHED, 0);
    if (node) return detection;
    return {
      ...detection,
      confidence: 'likely',
      severity: 'high',
      severityReason: 'Node’s objects were not accessible: the code may run in a sandbox.',
    };
  }
  return undefined;
}

async function workedOut(http: HttpClient, slot: ParameterSlot, evaluator: Evaluator) {
  const one = await numberOf(http, slot, evaluator, 0);
  if (!one) return undefined;
  const two = await numberOf(http, slot, evaluator, 1);
  if (!two) return undefined;
  const [first, second] = [expected(evaluator, 0), expected(evaluator, 1)];
  const control = await http.send(slot.with(timesProduct(evaluator.misspelt, PRODUCTS[0])));
  return holds(control, first) ? undefined : { one, two, control, first, second };
}

type Known = Pick<Evaluator, 'number' | 'is'>;

async function numberOf(http: HttpClient, slot: ParameterSlot, known: Known, which: 0 | 1) {
  const exchange = await http.attempt(slot.with(timesProduct(known.number, PRODUCTS[which])));
  return exchange instanceof Error || !holds(exchange, expected(known, which)) ? undefined : exchange;
}

function expected({ is }: Known, which: 0 | 1): string {
  return String(is * Number(PRODUCTS[which].product));
}

const holds = ({ response }: Exchange, number: string) => text(response).includes(number);

/** `1==1` picks what is true in most languages; then conditions that one language alone can decide. */
async function byPicking(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  if (slot.where === 'path' || !asks(slot) || !PICKS.test(slot.name)) return undefined;
  for (const write of [(value: string) => value, (value: string) => `$..[?(${value})]`]) {
    const held: ParameterSlot = {
      ...slot,
      ordinary: write(TRUE),
      plain: slot.with(write(TRUE)),
      with: (value) => slot.with(write(value)),
    };
    const [all, none] = [await http.attemptOnce(held.plain), await http.attemptOnce(held.with(FALSE))];
    if (all instanceof Error || none instanceof Error) return undefined;
    if (all.response.status >= 400 || gist(all, write(TRUE)) === gist(none, write(FALSE))) continue;
    for (const condition of pickingConditions()) {
      const found = await booleanDifference(http, held, askedIn(held, condition));
      if (!found) continue;
      return confirmed(
        `${slot.name}: conditions that only ${condition.context} can evaluate decide the response.`,
        [found.yes, `a condition that is true in ${condition.context}: same response as ${TRUE}`],
        [found.no, 'the same condition, but false: a different response'],
      );
    }
  }
  return undefined;
}

const TRUE = '1==1';
const FALSE = '1==2';
