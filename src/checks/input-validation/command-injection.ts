import type { HttpClient } from '../../http/client.ts';
import { text } from '../../http/exchange.ts';
import {
  allShellDelays,
  allShellEchoes,
  PRODUCTS,
  shellDelays,
  shellEchoes,
} from '../../material/injections.ts';
import { inputs } from '../../places/inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { noneDoesAnything } from './all-at-once.ts';
import { delayProof } from './delay-proof.ts';

export const commandInjection = defineRule({
  id: 'command-injection',
  title: 'OS command injection',
  aliases: ['shell injection', 'RCE', 'remote code execution'],
  severity: 'critical',
  cwe: [78],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L',
  description:
    'Any client can run programs on the server (remote code execution). Input from the client is passed to a shell.',
  remediation:
    'Start programs with an argument list and without a shell, or use a library. Validate values against a strict pattern first.',
  needs: ['active'],
  places: inputs,
  async judge(slot, { http }) {
    return (await byOutput(http, slot)) ?? (await byDelay(http, slot)) ?? 'clean';
  },
});

/** Each of the delays asks for a second: an answer that came before it waited for none. */
const QUICK_MS = 900;

/** The product was never sent: only a shell can have worked it out. */
async function byOutput(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  const [first, second] = PRODUCTS;
  const isSilent = await noneDoesAnything(http, slot, allShellEchoes(slot.ordinary)(first), (answer) =>
    text(answer.response).includes(first.product),
  );
  if (isSilent) return undefined;
  for (const write of shellEchoes(slot.ordinary)) {
    const one = await http.send(slot.with(write(first)));
    if (!text(one.response).includes(`mb${first.product}mb`)) continue;
    const two = await http.send(slot.with(write(second)));
    if (!text(two.response).includes(`mb${second.product}mb`)) continue;
    const plain = await http.once(slot.plain);
    if (text(plain.response).includes(first.product)) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      evidenceSummary: `${slot.name}: a command in the value was executed; its output, a product that was never sent, was returned twice.`,
      proof: [
        {
          exchange: one,
          note: `the response contains ${first.product}, the product of the two numbers sent`,
        },
        { exchange: two, note: `other numbers: ${second.product}` },
      ],
      control: { exchange: plain, note: 'the ordinary response contains no such number' },
    };
  }
  return undefined;
}

async function byDelay(http: HttpClient, slot: ParameterSlot): Promise<Detection | undefined> {
  const isQuick = await noneDoesAnything(
    http,
    slot,
    allShellDelays(slot.ordinary),
    ({ response }) => response.headMs > QUICK_MS,
  );
  if (isQuick) return undefined;
  for (const write of shellDelays(slot.ordinary)) {
    const found = await delayProof(http, (seconds) => slot.with(write(seconds)));
    if (!found) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      evidenceSummary: `${slot.name}: the response was delayed by the number of seconds in an injected command, seven times in a row.`,
      proof: [{ exchange: found.slow, note: 'delayed by the injected command' }],
      control: { exchange: found.quick, note: 'the same command without a delay' },
    };
  }
  return undefined;
}
