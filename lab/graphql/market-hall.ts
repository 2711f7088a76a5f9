import { buildSchema, GraphQLError } from 'graphql';
import type { LabApp } from '../app.ts';
import { graphqlService } from './service.ts';
import { ANN, BOB } from './shop.ts';

const HALL_SDL = `
  interface Node { id: ID! }
  type Person implements Node { id: ID!, login: String!, email: String, homes: [Home!]!, purchases: [Purchase!]! }
  type Home { street: String!, town: String! }
  type Stall implements Node { id: ID!, title: String!, number: Int!, owner: Keeper }
  type Keeper { id: ID!, login: String! }
  type Purchase implements Node { id: ID!, total: Int!, sentTo: String! }
  type Takings { stall: Stall!, cents: Int! }
  type Query {
    viewer: Person
    purchase(id: ID!): Purchase
    stalls: [Stall!]!
    takings(stallId: Int!): Takings
    node(id: ID!): Node
  }
`;

interface Context {
  readonly token?: string;
}

const idOf = (type: string, number: number) => Buffer.from(`${type}:${number}`).toString('base64');
const PEOPLE = ['ann', 'bob'].map((login, at) => ({
  ...{ login, id: idOf('Person', at + 1), email: `${login}@hall.example` },
  homes: [{ street: `${at + 5} Mill Street, at ${login}'s`, town: 'Odense' }],
}));
const PURCHASES = PEOPLE.map(({ login }, at) => ({
  ...{ id: idOf('Purchase', at + 1), login, total: 1900 + at, sentTo: `${login}, ${at + 5} Mill Street` },
}));
const STALLS = ['Wool', 'Clay'].map((title, at) => ({ id: idOf('Stall', at + 1), title, number: at + 1 }));

export interface HallFlaws {
  /** What `purchase(id)` keeps for its buyer, `node(id)` serves to everybody. */
  readonly node?: boolean;
  /** Whoever is logged in is served the purchases, or the homes, of everybody. */
  readonly purchases?: boolean;
  readonly homes?: boolean;
  /** Each stall says whose it is, and its takings are for everybody who is logged in, or for that one alone. */
  readonly takings?: 'everybody' | 'owner';
}

/** Buyers with global identifiers; who is not logged in is no viewer, and told so by `null`. */
export function marketHall(flaws: HallFlaws = {}): LabApp {
  const loginOf = ({ token }: Context) => (token === ANN ? 'ann' : token === BOB ? 'bob' : undefined);
  const need = (context: Context): string => {
    const login = loginOf(context);
    if (login !== undefined) return login;
    throw new GraphQLError('You are not signed in', { extensions: { code: 'UNAUTHENTICATED' } });
  };
  const purchases = (login: string | undefined) =>
    PURCHASES.filter((held) => held.login === login).map((held) => ({ ...held, __typename: 'Purchase' }));
  const person = (login: string | undefined) => {
    const row = PEOPLE.find((held) => held.login === login);
    return row
      ? {
          ...row,
          __typename: 'Person',
          email: (_: unknown, context: Context) => (loginOf(context) === login ? row.email : null),
          homes: (_: unknown, context: Context) => (need(context) === login || flaws.homes ? row.homes : []),
          purchases: (_: unknown, context: Context) =>
            loginOf(context) === login || (flaws.purchases && loginOf(context) !== undefined)
              ? purchases(login)
              : [],
        }
      : null;
  };
  const one = (id: string, context: Context) => {
    const found = PURCHASES.find((held) => held.id === id);
    return found && loginOf(context) === found.login ? { ...found, __typename: 'Purchase' } : null;
  };
  type Stall = (typeof STALLS)[number];
  const keeperOf = ({ number }: Stall) => PEOPLE[number - 1];
  const withKeeper = (stall: Stall) => {
    const keeper = flaws.takings && keeperOf(stall);
    return { ...stall, owner: keeper ? { id: keeper.id, login: keeper.login } : null };
  };
  return graphqlService(buildSchema(HALL_SDL), {
    viewer: (_: unknown, context: Context) => person(loginOf(context)),
    purchase: ({ id }: { id: string }, context: Context) => need(context) && one(id, context),
    stalls: STALLS.map(withKeeper),
    takings: ({ stallId }: { stallId: number }, context: Context) => {
      const stall = STALLS.find(({ number }) => number === stallId);
      if (!need(context) || !stall) return null;
      if (flaws.takings === 'owner' && keeperOf(stall)?.login !== loginOf(context)) return null;
      return { stall: withKeeper(stall), cents: stallId * 731 };
    },
    node: ({ id }: { id: string }, context: Context) => {
      const bought = PURCHASES.find((held) => held.id === id);
      if (bought) return flaws.node ? { ...bought, __typename: 'Purchase' } : one(id, context);
      const stall = STALLS.find((held) => held.id === id);
      return stall ? { ...stall, __typename: 'Stall' } : person(PEOPLE.find((held) => held.id === id)?.login);
    },
  });
}
