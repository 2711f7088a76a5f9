import { isNode, type Node } from '../openapi/node.ts';
import { RESULT_SCHEMA, RESULT_VERSION } from '../result.ts';

type Names = Readonly<Record<string, string>>;

/** What version 2.0 of the schema calls the fields of version 1, by the object that they stand in. */
const FINDING: Names = { meaning: 'description', fix: 'remediation', opens: 'unlocks', also: 'related' };
const GUIDE: Names = { explain: 'command', fix: 'remediation' };
const LOCATION: Names = { saw: 'evidenceSummary' };
const RULE: Names = { places: 'locations' };
const COUNTS: Names = { there: 'total', needed: 'required', looked: 'tested' };
const OPERATION: Names = { askedAs: 'testedAs' };
const ACCESS: Names = { got: 'result' };
const WRITES: Names = {
  by: 'identity',
  made: 'created',
  left: 'notRemoved',
  changes: 'updates',
  removals: 'deletions',
  asked: 'other',
};
const CUT: Names = { looked: 'tested', of: 'total', why: 'reason' };
const RESULT: Names = { cuts: 'notTested', left: 'notRemoved' };
const IDENTITY: Names = { renewed: 'renewals', doubt: 'warning', roleFrom: 'roleSource' };
const TRAFFIC: Names = {
  slowedDown: 'slowdowns',
  cut: 'truncated',
  refusedByLimit: 'rateLimited',
  limit: 'rateLimit',
};
const ACCESS_WORDS: Names = {
  served: 'allowed',
  refused: 'denied',
  absent: 'not-found',
  failed: 'error',
  'not-asked': 'not-tested',
};

/** A result as this version writes it, from one of version 1; everything else is given back as it is. */
export function upgraded(given: unknown): unknown {
  if (!isNode(given) || given.version !== '1') return given;
  const result = renamed(given, RESULT);
  return {
    $schema: RESULT_SCHEMA,
    ...result,
    version: RESULT_VERSION,
    ...changed(result, 'surface', (surface) => ({
      ...surface,
      ...each(surface, 'identities', (identity) => renamed(identity, IDENTITY)),
    })),
    ...each(result, 'checks', (check) => ({ ...check, ...each(check, 'rules', rule) })),
    ...each(result, 'findings', finding),
    ...each(result, 'operations', operation),
    ...each(result, 'writes', (row) => renamed(row, WRITES)),
    ...each(result, 'notTested', (cut) => renamed(cut, CUT)),
    ...changed(result, 'traffic', (traffic) => renamed(traffic, TRAFFIC)),
  };
}

function rule(of: Node): Node {
  const outcome = renamed(of, RULE);
  return { ...outcome, ...changed(outcome, 'locations', (counts) => renamed(counts, COUNTS)) };
}

function finding(of: Node): Node {
  const told = renamed(of, FINDING);
  return {
    ...told,
    ...changed(told, 'guide', (guide) => renamed(guide, GUIDE)),
    ...each(told, 'locations', (location) => renamed(location, LOCATION)),
  };
}

function operation(of: Node): Node {
  const outcome = renamed(of, OPERATION);
  return {
    ...outcome,
    ...(outcome.status === 'unauthorised' ? { status: 'unauthorized' } : {}),
    ...each(outcome, 'access', (one) => {
      const { result, ...access } = renamed(one, ACCESS);
      return { ...access, result: ACCESS_WORDS[String(result)] ?? result };
    }),
  };
}

function renamed(fields: Node, names: Names): Node {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]));
}

function changed(fields: Node, name: string, change: (held: Node) => Node): Node {
  const held = fields[name];
  return isNode(held) ? { [name]: change(held) } : {};
}

function each(fields: Node, name: string, change: (held: Node) => Node): Node {
  const list = fields[name];
  return Array.isArray(list) ? { [name]: list.map((held) => (isNode(held) ? change(held) : held)) } : {};
}
