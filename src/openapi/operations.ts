import { createBreath } from '../http/breath.ts';
import { mediaTypes, readBody2, readBody3, responseReader2 } from './bodies.ts';
import { MAX_RESPONSES, type ReadResponse, responseReader } from './contents.ts';
import { isNode, listMember, member, type Node, nodeMember, textList, textMember } from './node.ts';
import type { DocumentedResponse, Operation, Parameter, SecurityRequirement } from './operation.ts';
import { membersOf, readParameter2, readParameter3, readQuerystring } from './parameters.ts';
import { below, type Part, partAt, type Resolve } from './parts.ts';
import { type Problems, shown } from './problems.ts';
import { readRequirements } from './security-schemes.ts';
import { chooseServer, type ServerBase, type ServersOf } from './servers.ts';
import { statedAudience } from './stated-audience.ts';

/** GitHub's description has about 1,100; every operation is held in memory for the whole scan. */
const MAX_OPERATIONS = 10_000;
const MAX_PARAMETERS = 200;
/** Longer addresses are refused by most servers and proxies. */
const MAX_PATH_LENGTH = 2_000;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

export interface OperationSource {
  readonly root: Node;
  readonly isSwagger2: boolean;
  readonly base: ServerBase;
  readonly serversOf: ServersOf;
  readonly resolve: Resolve;
  readonly lineOf: (pointer: string) => number | undefined;
  readonly problems: Problems;
  /** Set where the document stands beside another one. */
  readonly document?: string;
}

/** Every operation under `paths`, in document order. What cannot be read is a problem, never a failure. */
export async function readOperations(source: OperationSource): Promise<readonly Operation[]> {
  const { root, problems, resolve } = source;
  const shared = readRequirements(root);
  const memory: Memory = { parameters: new WeakMap(), lists: new WeakMap(), responses: new WeakMap() };
  const operations: Operation[] = [];
  const seen = new Set<string>();
  const breathe = createBreath();
  for (const [path, value] of Object.entries(nodeMember(root, 'paths') ?? {})) {
    await breathe();
    if (path.startsWith('x-')) continue;
    if (path.length > MAX_PATH_LENGTH) {
      problems.add(`Path "${shown(path)}" was left out: it is over ${MAX_PATH_LENGTH} characters long.`);
      continue;
    }
    const own = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const item = partAt(value, own, resolve);
    if (!item) {
      problems.add(`Path "${shown(path)}" was left out: it holds no operations.`);
      continue;
    }
    for (const [method, operation] of methodsOf(item.node)) {
      if (operations.length >= MAX_OPERATIONS) {
        problems.add(`Only the first ${MAX_OPERATIONS} operations were read.`);
        return operations;
      }
      const name = `${method.toUpperCase()} ${path}`;
      if (!isNode(operation)) {
        problems.add(`Operation "${shown(name)}" was left out: it is not an object.`);
        continue;
      }
      // A path item behind a reference is still found under its own path, where readers will look.
      const part = { node: operation, pointer: `${own}/${method}` };
      const read = readOperation(source, memory, path, method, item, part, shared);
      if (seen.has(read.id)) continue;
      seen.add(read.id);
      operations.push(read);
    }
  }
  return operations;
}

interface Memory {
  readonly parameters: WeakMap<Node, Parameter | 'unreadable'>;
  /** Parts of a path item that many paths share are read once. */
  readonly lists: WeakMap<Node, readonly Part[]>;
  readonly responses: WeakMap<Node, Map<string, DocumentedResponse>>;
}

function* methodsOf(item: Node): Iterable<[string, unknown]> {
  for (const [key, value] of Object.entries(item)) {
    if (METHODS.includes(key.toLowerCase())) yield [key, value];
  }
  // OpenAPI 3.2; the name is the method as sent.
  for (const [key, value] of Object.entries(nodeMember(item, 'additionalOperations') ?? {})) {
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(key)) yield [key, value];
  }
}

function readOperation(
  source: OperationSource,
  memory: Memory,
  path: string,
  method: string,
  item: Part,
  part: Part,
  shared: readonly SecurityRequirement[] | undefined,
): Operation {
  const { root, isSwagger2, resolve, base, lineOf } = source;
  const { node } = part;
  const template = path.startsWith('/') ? path : `/${path}`;
  const id = `${method.toUpperCase()} ${template}`;
  const declared = declaredParameters(item, part, resolve, memory);
  if (declared.length > MAX_PARAMETERS) {
    source.problems.add(
      `Operation "${shown(id)}" has over ${MAX_PARAMETERS} parameters; the rest was left out.`,
    );
  }
  const parts = declared.slice(0, MAX_PARAMETERS);
  const body = isSwagger2 ? readBody2(parts, mediaTypes('consumes', node, root)) : readBody3(part, resolve);
  const reader = isSwagger2 ? responseReader2(mediaTypes('produces', node, root)) : responseReader(resolve);
  const security = readRequirements(node) ?? shared;
  const operationId = textMember(node, 'operationId');
  const summary = textMember(node, 'summary');
  const audience = statedAudience(node, resolve(nodeMember(node, 'responses')?.['403']));
  return {
    id,
    method: method.toUpperCase(),
    path: template,
    server: chooseServer(source.serversOf(item.node, node), base),
    source: 'spec',
    parameters: readParameters(id, parts, source, memory),
    ...body,
    responses: readResponses(part, reader, resolve, memory),
    ...(security !== undefined && { security }),
    deprecated: member(node, 'deprecated') === true,
    ...(operationId !== undefined && { operationId }),
    ...(summary !== undefined && { summary }),
    ...(audience !== undefined && { audience }),
    tags: textList(node, 'tags'),
    pointer: part.pointer,
    ...(source.document !== undefined && { document: source.document }),
    // Only reports ask for lines, and finding them needs another pass over the text.
    get line() {
      return lineOf(part.pointer);
    },
  };
}

/** The operation's parameters and, after them, those of the path that it does not replace. */
function declaredParameters(item: Part, operation: Part, resolve: Resolve, memory: Memory): readonly Part[] {
  const own = partsOf(operation, resolve, memory);
  const keys = new Set(own.map(keyOf));
  return [...own, ...partsOf(item, resolve, memory).filter((part) => !keys.has(keyOf(part)))];
}

function partsOf(owner: Part, resolve: Resolve, memory: Memory): readonly Part[] {
  const known = memory.lists.get(owner.node);
  if (known) return known;
  const parts = listMember(owner.node, 'parameters')
    .slice(0, MAX_PARAMETERS + 1)
    .flatMap((value, index) => partAt(value, below(owner, 'parameters', index), resolve) ?? []);
  memory.lists.set(owner.node, parts);
  return parts;
}

function keyOf({ node }: Part): string {
  return `${String(member(node, 'in'))} ${String(member(node, 'name'))}`;
}

function readParameters(
  id: string,
  parts: readonly Part[],
  { isSwagger2, resolve, problems }: OperationSource,
  memory: Memory,
): readonly Parameter[] {
  return parts.flatMap((part) => {
    const place = member(part.node, 'in');
    if (isSwagger2 && (place === 'body' || place === 'formData')) return [];
    const whole = place === 'querystring' ? readQuerystring(part, resolve) : undefined;
    if (whole) return whole;
    let parameter = memory.parameters.get(part.node);
    if (parameter === undefined) {
      parameter = (isSwagger2 ? readParameter2 : readParameter3)(part, resolve) ?? 'unreadable';
      memory.parameters.set(part.node, parameter);
    }
    if (parameter !== 'unreadable') return membersOf(parameter, resolve);
    problems.add(`A parameter of "${shown(id)}" was left out: it has no name or no known place.`);
    return [];
  });
}

function readResponses(
  operation: Part,
  read: ReadResponse,
  resolve: Resolve,
  memory: Memory,
): readonly DocumentedResponse[] {
  return Object.entries(nodeMember(operation.node, 'responses') ?? {})
    .filter(([status]) => /^([1-5](\d\d|XX)|default)$/i.test(status))
    .slice(0, MAX_RESPONSES)
    .flatMap(([status, value]) => {
      const part = partAt(value, below(operation, 'responses', status), resolve);
      if (!part) return [];
      const known = memory.responses.get(part.node)?.get(status);
      if (known) return [known];
      const response = read(/^\dxx$/i.test(status) ? status.toUpperCase() : status, part);
      const statuses = memory.responses.get(part.node) ?? new Map<string, DocumentedResponse>();
      memory.responses.set(part.node, statuses.set(status, response));
      return [response];
    });
}
