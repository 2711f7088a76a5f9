import type { Field, GraphqlSchema } from '../../graphql/schema.ts';
import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, isWhole } from '../graphql-answers.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { takesNothing } from './graphql-repetition.ts';

/** A way into the schema, and the fields that lead from a type back to it. */
interface Circle {
  readonly into: readonly string[];
  readonly round: readonly string[];
}

/** Levels below which a limit should have refused; no page needs as many. */
const DEEP = 12;
/** An answer that grows so much with each round would be too large at the full depth: that is proof enough. */
const GROWTH = 3;
/** Circles longer than this are left alone. */
const LONGEST = 4;
const MOST_LOOKED_AT = 2_000;

export const graphqlDepth = defineRule({
  id: 'graphql-depth',
  title: 'No GraphQL query depth limit',
  aliases: ['circular query', 'query complexity', 'nested query', 'DoS'],
  severity: 'info',
  cwe: [674, 770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A short query can overload the service (denial of service). Types that refer back to themselves let it request an endless tree, and with lists each level multiplies the work.',
  remediation: 'Limit the depth or the computed cost of a query, and paginate every list.',
  places: graphqlEndpoints,
  async judge(endpoint, { http }) {
    const circle = endpoint.schema && circleIn(endpoint.schema);
    if (!circle) return untested('no type in the schema refers back to itself');
    const rounds = Math.ceil((DEEP - circle.into.length) / circle.round.length);
    const shallow = await askGraphql(http, endpoint, nested(circle, 1));
    if (!isWhole(shallow)) return untested('the field that leads into the cycle returns nothing');
    const twice = await askGraphql(http, endpoint, nested(circle, 2));
    if (!isWhole(twice)) return 'clean';
    const growth = twice.response.body.length / shallow.response.body.length;
    const grows = growth >= GROWTH;
    const deep = grows ? twice : await askGraphql(http, endpoint, nested(circle, rounds));
    if (!isWhole(deep)) return 'clean';
    const levels = circle.into.length + circle.round.length * (grows ? 2 : rounds);
    return {
      ...confirmed(
        grows
          ? `With one more cycle through ${circle.round.join('.')} the response grew to ${Math.floor(growth)} times its size; deeper queries were not sent.`
          : `A document of ${levels} levels through ${circle.round.join('.')} was executed.`,
        [deep, 'data, without an error'],
        [shallow, 'one round is executed'],
      ),
      ...(grows
        ? {
            severity: 'low' as const,
            severityReason: 'each level multiplies the response and the work',
          }
        : {}),
      url: endpoint.url,
    };
  },
});

function nested({ into, round }: Circle, times: number): string {
  const path = [...into, ...Array.from({ length: times }, () => round).flat()];
  return `{${path.join('{')}{__typename}${'}'.repeat(path.length)}`;
}

/** The shortest way, breadth first, from a query that takes no argument round to a type that was passed. */
function circleIn({ queries, types }: GraphqlSchema): Circle | undefined {
  interface Way {
    readonly fields: readonly string[];
    readonly through: readonly string[];
  }
  const next = (field: Field, { fields, through }: Way): Way[] => {
    const type = types.get(field.type?.name ?? '');
    const isObject = type && ['OBJECT', 'INTERFACE'].includes(type.kind);
    return isObject && takesNothing(field)
      ? [{ fields: [...fields, field.name], through: [...through, type.name] }]
      : [];
  };
  const ways = queries.flatMap((field) => next(field, { fields: [], through: [] }));
  for (let at = 0; at < Math.min(ways.length, MOST_LOOKED_AT); at += 1) {
    const way = ways[at];
    const here = way?.through.at(-1);
    if (!way || here === undefined) continue;
    const first = way.through.indexOf(here);
    if (first < way.through.length - 1)
      return { into: way.fields.slice(0, first + 1), round: way.fields.slice(first + 1) };
    if (way.fields.length > LONGEST) continue;
    for (const field of types.get(here)?.fields ?? []) ways.push(...next(field, way));
  }
  return undefined;
}
