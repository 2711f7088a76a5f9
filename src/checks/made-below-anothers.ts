import type { HttpClient } from '../http/client.ts';
import { addressAbove, boundTo, variablesIn } from '../making/bound.ts';
import { once } from '../making/once.ts';
import type { Operation } from '../openapi/operation.ts';
import { makerOf, parentMakers } from '../places/object-makers.ts';
import { type Further, type MadeObject, makeObject, pathTo, sharedObject } from './made-object.ts';
import { isPrivileged } from './roles.ts';
import type { ProbeContext } from './rule.ts';

/** What makes the things that this operation makes others below, where that takes no parent of its own. */
export function hostMakerOf(
  { surface }: Pick<ProbeContext, 'surface'>,
  maker: Operation,
): Operation | undefined {
  const above = addressAbove(maker.path);
  if (variablesIn(above).length !== 1) return undefined;
  const host = makerOf(surface, maker, above.replace(/\/[^/]*$/, ''));
  return host && parentMakers(surface).includes(host) && !host.path.includes('{') ? host : undefined;
}

/**
 * Makes an object below a thing that another user of the scan made for it: nobody books his own ride, or bids for his own
 * job. Undefined where none of these users can make such a thing, or the object is refused below each.
 */
export async function madeBelowAnothers(
  context: ProbeContext,
  maker: Operation,
  hosts: readonly HttpClient[],
  further: Further = {},
): Promise<MadeObject | undefined> {
  const { surface } = context;
  const hostMaker = hostMakerOf(context, maker);
  if (!hostMaker) return undefined;
  for (const http of hosts) {
    const parent = await sharedObject({ ...context, http }, hostMaker);
    const values = parent && pathTo(parent, surface, maker);
    if (!values) continue;
    const bound = boundTo(surface, maker, values);
    const made = await makeObject({ ...context, surface: bound.surface }, bound.operation, further);
    if (made) return { ...made, parents: values, parent };
  }
  return undefined;
}

/** The same once for all rules: what is below another's thing may stay. */
export function sharedBelowAnothers(
  context: ProbeContext,
  maker: Operation,
  hosts: readonly HttpClient[],
): Promise<MadeObject | undefined> {
  const key = `${maker.id} ${context.http.identity.name} below another’s`;
  return once(context.journal, key, () => madeBelowAnothers(context, maker, hosts));
}

/** Users of the scan beside these, those that it registered first; whoever runs the service does everything. */
export function hostsBeside(taken: readonly string[], { surface, http }: ProbeContext): HttpClient[] {
  const users = surface.identities.filter(
    (one) => one.credentials.length > 0 && !taken.includes(one.name) && !isPrivileged(one),
  );
  return users
    .toSorted((one, other) => Number(other.account !== undefined) - Number(one.account !== undefined))
    .map((one) => http.as(one));
}
