import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import { PRODUCTS, TEMPLATES } from '../../material/injections.ts';
import { inputs } from '../../places/inputs.ts';
import { confirmed, defineRule } from '../rule.ts';
import { noneDoesAnything } from './all-at-once.ts';

/** FreeMarker groups digits by the server's locale. */
const holds = ({ response }: Exchange, product: string) =>
  text(response)
    .replace(/(?<=\d)[,.\u00a0\u202f'](?=\d{3})/g, '')
    .includes(product);

export const templateInjection = defineRule({
  id: 'template-injection',
  title: 'Server-side template injection (SSTI)',
  aliases: ['SSTI', 'RCE', 'Jinja2', 'Twig', 'remote code execution'],
  severity: 'critical',
  cwe: [1336, 94],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'A client can run code on the server in most template engines (remote code execution). Input from the client is evaluated by the template engine.',
  remediation: 'Keep templates fixed and pass values as variables. Never build a template from input.',
  needs: ['active'],
  places: inputs,
  async judge(slot, { http }) {
    const [first, second] = PRODUCTS;
    const all = TEMPLATES.map(({ write }) => write(first.left, first.right)).join('');
    if (await noneDoesAnything(http, slot, all, (answer) => holds(answer, first.product))) return 'clean';
    for (const { family, write } of TEMPLATES) {
      const one = await http.send(slot.with(write(first.left, first.right)));
      if (!holds(one, first.product)) continue;
      const two = await http.send(slot.with(write(second.left, second.right)));
      if (!holds(two, second.product)) continue;
      // A calculator works out plain arithmetic too: that is its purpose and no template.
      const plain = await http.send(slot.with(`${first.left}*${first.right}`));
      if (holds(plain, first.product)) continue;
      return confirmed(
        `${slot.name}: an expression in ${family} syntax was evaluated, twice.`,
        [one, `the response contains ${first.product}, the product of the two numbers sent`],
        [plain, 'the same arithmetic without template syntax is not evaluated'],
        [two, `other numbers: ${second.product}`],
      );
    }
    return 'clean';
  },
});
