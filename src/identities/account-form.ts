import type { RequestSpec } from '../http/client.ts';
import { enveloped } from '../openapi/envelope.ts';
import { withValueAt } from '../openapi/json-pointer.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node, nodeMember } from '../openapi/node.ts';
import type { BodyContent, Operation, Spec } from '../openapi/operation.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { writeBody } from '../openapi/serialise-body.ts';
import { PASSWORD } from '../values/password-names.ts';

export const USER =
  /^(?:user_?name|user|login|(?:e-?)?mail|email_?address|account|name|handle|identifier|nick(?:_?name)?)$/i;
/** What nobody should decide about his own account; it is left out wherever it may be. */
const PRIVILEGE = /role|admin|staff|super|permission|scope|group|balance|credit|verified|active|plan/i;

/** A body, JSON or a form, that names a user and a password, at its top or in an object inside. */
export interface AccountForm {
  /** Names that lead to the object in which name and password stand; none where the body is that object. */
  readonly holder: readonly string[];
  readonly user: string;
  readonly password: string;
  /** Members of the holder, and those of its sample. */
  readonly names: readonly string[];
  readonly members: Node;
  /** Of these, what the service demands. */
  readonly required: readonly string[];
  /** The whole body with these members in the holder. */
  bodyWith(members: Node): Node;
  requestOf(body: Node): RequestSpec;
}

/** What services ask for whose document, or script, does not say what their form holds. */
const USUAL_FORM: BodyContent = {
  mediaType: 'application/json',
  example: { username: 'sample', email: 'sample@example.com', password: 'sample' },
};

/**
 * @param anyName whether whatever stands alone beside a password names the account: a card number, a customer's number
 */
export function accountForm(
  operation: Operation,
  spec: Spec | undefined,
  { anyName = false } = {},
): AccountForm | undefined {
  const known = operation.bodies.filter(({ mediaType }) => /json|x-www-form-urlencoded/.test(mediaType));
  const isSilent =
    known.every((content) => saysNothing(content, spec)) && known.length === operation.bodies.length;
  for (const content of isSilent ? [USUAL_FORM] : known) {
    const made = sampleFor(spec, content.schema, { example: content.example }).value;
    const whole = isNode(made) ? made : {};
    const holder = holderIn(content.schema, whole, spec, [], anyName);
    if (!holder) continue;
    const required = isSilent ? Object.keys(holder.members) : holder.required;
    const members = Object.fromEntries(
      Object.entries(holder.members).filter(([name]) => required.includes(name) || !PRIVILEGE.test(name)),
    );
    return {
      ...holder,
      ...{ members, required },
      bodyWith: (own) => withValueAt(whole, holder.holder, own) as Node,
      requestOf(body) {
        const written = writeBody(content, enveloped(content.envelope, body), spec);
        return {
          method: operation.method,
          url: operation.server + operation.path,
          headers: [['Content-Type', written.contentType]],
          body: written.body,
        };
      },
    };
  }
  return undefined;
}

function saysNothing({ schema, example }: BodyContent, spec: Spec | undefined): boolean {
  if (example !== undefined) return false;
  const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  if (!isNode(flat)) return true;
  return ['properties', 'example', 'examples', 'default'].every((name) => flat[name] === undefined);
}

const DEEPEST_HOLDER = 2;

/** The object that holds both, by the schema and by the sample: examples name what a schema leaves out. */
function holderIn(
  schema: unknown,
  sample: Node,
  spec: Spec | undefined,
  path: readonly string[],
  anyName: boolean,
): Pick<AccountForm, 'holder' | 'user' | 'password' | 'names' | 'members' | 'required'> | undefined {
  const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  const properties = isNode(flat) ? (nodeMember(flat, 'properties') ?? {}) : {};
  const names = [...new Set([...Object.keys(properties), ...Object.keys(sample)])];
  const password = names.find((name) => PASSWORD.test(name));
  const beside = anyName && names.length === 2 ? names.find((name) => name !== password) : undefined;
  const user = names.find((name) => USER.test(name)) ?? beside;
  if (user !== undefined && password !== undefined) {
    const required = isNode(flat) && Array.isArray(flat.required) ? flat.required.map(String) : [];
    return { holder: path, user, password, names, members: sample, required };
  }
  if (path.length >= DEEPEST_HOLDER) return undefined;
  for (const name of names) {
    const inner = sample[name];
    const found = holderIn(properties[name], isNode(inner) ? inner : {}, spec, [...path, name], anyName);
    if (found) return found;
  }
  return undefined;
}
