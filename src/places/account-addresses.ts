import { isRisky } from '../discovery/risky-path.ts';
import type { HttpClient } from '../http/client.ts';
import { json, succeeded } from '../http/exchange.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { OwnAccount } from '../identities/register.ts';
import { recordOf } from '../journal/own-record.ts';
import { addressOf, type OwnPlace, writeToOwn } from '../journal/own-thing.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { SAYS_PASSWORD } from '../values/password-names.ts';
import { type BodyMember, membersIn, oddMembers } from './body-members.ts';
import { leadingNowhere, slotsOf } from './body-slots.ts';
import { ADDRESS } from './made-bodies.ts';
import { ownUser, usualBody } from './own-body-slots.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** An operation that writes to an account of the scan's own, or right below it. */
interface Write {
  readonly operation: Operation;
  readonly content: BodyContent;
  readonly own: OwnAccount;
  readonly place: OwnPlace;
  /** Speaks as the account. */
  readonly owner: HttpClient;
}

/** Addresses in bodies of such operations: `PUT /me/avatar`, `PATCH /me {"avatarUrl"}`. What they were is put back. */
export function accountAddresses(known: Known): ParameterSlot[] {
  const { surface, http } = known;
  const own = ownUser(surface);
  const owner = surface.identities.find(({ account }) => own && account?.user === own.user);
  if (!own || !owner) return [];
  return surface.operations.flatMap((operation) => {
    const place = placeOver(operation, own.places);
    const content = jsonContent(operation);
    if (!place || !content || !canChange(operation)) return [];
    return addressesOf(known, { operation, content, own, place, owner: http.as(owner) });
  });
}

function addressesOf(known: Known, write: Write): ParameterSlot[] {
  const { operation, content, own, place } = write;
  const { spec } = known.surface;
  // A body with a password would change it.
  if (Object.keys(propertiesOf(content.schema, spec)).some((name) => SAYS_PASSWORD.test(name))) return [];
  const sample = leadingNowhere(sampleFor(spec, content.schema, { example: content.example }).value);
  if (!isNode(sample)) return [];
  const usual = usualBody({ operation, place, spec, own }, []);
  return membersIn(sample, content.schema, spec)
    .filter(isAddress)
    .flatMap((member) => {
      const name = String(member.path[0]);
      const ordinary = { ...usual, [name]: sample[name] };
      const request = (body: unknown) => requestOf(known, write, body);
      const client = changingClient(known, write, ordinary, name);
      return slotsOf({ operation, effect: 'changes', ordinary, members: [member], request, client });
    });
}

function requestOf({ surface }: Known, { operation, place }: Write, body: unknown) {
  const path = 'id' in place ? { [place.at.field]: place.id } : {};
  return requestFor(operation, surface.spec, { overrides: { path, body } });
}

function changingClient(known: Known, write: Write, ordinary: Node, name: string): HttpClient {
  const { operation, own, place, owner } = write;
  const { entry, recipe } = own;
  const facts = { entry, recipe, place, reader: owner, writer: owner };
  const inTurn = createTurns();
  return writingClient(owner, (asked) =>
    inTurn(operation.id, async () => {
      const before = await owner.attempt({ url: addressOf(place) });
      const held = before instanceof Error ? undefined : recordOf(json(before.response), entry)?.[name];
      const [odd] = Object.values(oddMembers(asked.body, ordinary, operation));
      const payload = odd === undefined ? {} : { payload: String(odd) };
      const answer = await writeToOwn(known.journal, { ...facts, ...payload, request: asked });
      if (!answer) throw new TransportFailure('unsafe-method', 'the scan’s own account was not read back');
      if (typeof held === 'string' && !(answer instanceof Error) && succeeded(answer)) {
        const request = requestOf(known, write, { ...ordinary, [name]: held });
        await writeToOwn(known.journal, { ...facts, request });
      }
      return answer;
    }),
  );
}

function canChange({ method, path }: Operation): boolean {
  return ['PUT', 'PATCH', 'POST'].includes(method) && !isRisky(path);
}

function isAddress({ path, schema, ordinary }: BodyMember): boolean {
  const named = String(path.findLast((key) => typeof key === 'string') ?? '');
  const mayBe = schema?.format === undefined || /^ur[il]/.test(String(schema.format));
  return ADDRESS.test(named) && (mayBe || /^https?:/.test(ordinary));
}

/** The proven address of the own account that this operation writes to, or right below. */
function placeOver(operation: Operation, places: readonly OwnPlace[]): OwnPlace | undefined {
  const whole = operation.server + operation.path.replace(/\/$/, '');
  return places.find((place) => {
    const own =
      'self' in place ? place.self.url.replace(/\/$/, '') : place.at.url.replace('{}', `{${place.at.field}}`);
    const rest = whole.startsWith(own) ? whole.slice(own.length) : undefined;
    return rest === '' || (rest !== undefined && BELOW.test(rest));
  });
}

/** `/avatar`, `/profile/picture` */
const BELOW = /^(?:\/[\w.-]{1,80}){1,2}$/;
