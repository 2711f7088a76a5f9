import { z } from 'zod';
import { type Area, type Parts, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { Problem } from './problem.ts';
import type { Team, User } from './rows.ts';
import { NAME, NUMBER } from './views.ts';

const ROLE = z.enum(['owner', 'member']);
const MEMBER = z.object({ userId: z.int(), role: ROLE });
const TEAM = z.object({ id: z.int(), tenant: z.int(), name: z.string(), members: z.array(MEMBER) });
const NEW = z.object({ name: NAME });

function teamOf({ store }: Parts, id: number, user: User | undefined, role?: 'owner'): Team {
  const team = store.teams.get(id);
  const member = team?.members.find(({ userId }) => userId === user?.id);
  if (!team || (user && !member)) throw new Problem(404, 'Not found');
  if (role && member?.role !== role) throw new Problem(403, 'For owners of the team');
  return team;
}

/** People who buy together: members read, owners change. */
export const teams: Area = {
  switches: [
    ...seenByTwo([
      'team-read-by-anyone',
      'Any team is shown to whoever is logged in, of any tenant.',
      'GET /teams/{id}',
      ['foreign-object-served', 'neighbour-object-served'],
    ]),
    ...seenByTwoActively(
      [
        'team-rename-by-anyone',
        'Any team is renamed by whoever is logged in.',
        'PATCH /teams/{id}',
        ['foreign-object-written'],
      ],
      [
        'team-join-by-anyone',
        'Whoever is logged in adds himself to any team.',
        'POST /teams/{id}/members',
        ['foreign-object-written'],
      ],
      [
        'team-member-makes-himself-owner',
        'A member changes roles, his own too.',
        'PATCH /teams/{id}/members/{userId}',
        ['self-granted-privilege', 'foreign-object-written', 'mass-assignment'],
      ],
      [
        'team-delete-by-anyone',
        'Any team is removed by whoever is logged in.',
        'DELETE /teams/{id}',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively([
      'team-tenant-of-body',
      'A new team belongs to the tenant that the body names.',
      'POST /teams',
      ['mass-assignment', 'object-made-for-another'],
    ]),
  ],
  add(parts) {
    const { api, store, on } = parts;
    const { teams: table } = store;
    const one = { who: 'user', answers: TEAM } as const;
    api.add(
      'GET /teams',
      { says: 'The own teams', who: 'user', answers: z.object({ items: z.array(TEAM) }) },
      ({ user }) => ({
        items: table.all().filter(({ members }) => members.some(({ userId }) => userId === user.id)),
      }),
    );
    api.add('GET /teams/{id}', { ...one, says: 'One team' }, ({ user, id }) =>
      teamOf(parts, id(), on('team-read-by-anyone') ? undefined : user),
    );
    const reads = on('team-tenant-of-body') ? NEW.extend({ tenant: z.int().optional() }) : NEW;
    api.add(
      'POST /teams',
      { ...one, says: 'Founds a team', body: NEW, reads, status: 201 },
      ({ user, body }) =>
        table.add({ tenant: user.tenant, ...body, members: [{ userId: user.id, role: 'owner' }] }),
    );
    api.add('PATCH /teams/{id}', { ...one, says: 'Renames a team', body: NEW }, ({ user, id, body }) => {
      const isFree = on('team-rename-by-anyone');
      return Object.assign(
        teamOf(parts, id(), isFree ? undefined : user, isFree ? undefined : 'owner'),
        body,
      );
    });
    api.add(
      'POST /teams/{id}/members',
      { ...one, says: 'Adds a member of the same tenant', body: z.object({ userId: NUMBER }), status: 201 },
      ({ user, id, body }) => {
        const isFree = on('team-join-by-anyone');
        const team = teamOf(parts, id(), isFree ? undefined : user, isFree ? undefined : 'owner');
        const added = store.users.get(body.userId);
        if (!added || (added.tenant !== team.tenant && !isFree)) throw new Problem(422, 'No such user');
        if (!team.members.some(({ userId }) => userId === added.id))
          team.members = [...team.members, { userId: added.id, role: 'member' }];
        return team;
      },
    );
    api.add(
      'PATCH /teams/{id}/members/{userId}',
      { ...one, says: 'Changes the role of a member', body: z.object({ role: ROLE }) },
      ({ user, id, body }) => {
        const team = teamOf(parts, id(), user, on('team-member-makes-himself-owner') ? undefined : 'owner');
        const member = team.members.find(({ userId }) => userId === id('userId'));
        if (!member) throw new Problem(404, 'Not found');
        member.role = body.role;
        return team;
      },
    );
    api.add('DELETE /teams/{id}', { says: 'Dissolves a team', who: 'user' }, ({ user, id }) => {
      const isFree = on('team-delete-by-anyone');
      table.remove(teamOf(parts, id(), isFree ? undefined : user, isFree ? undefined : 'owner').id);
    });
  },
};
