import { buildSchema, GraphQLError } from 'graphql';
import type { LabApp } from '../app.ts';
import type { Setup } from './service.ts';
import { graphqlService } from './service.ts';
import { ANN, BOB } from './shop.ts';

export const CIRCLE_SDL = `
  interface Node { id: ID! }
  type Reader implements Node {
    id: ID!, login: String!, about: String, email: String, phone: String, birthday: String
    drafts: [Essay!]!
    essays(first: Int = 20, withUnpublished: Boolean = false): [Essay!]!
    threads: [Thread!]
    circles: [Circle!]!
  }
  type Essay implements Node { id: ID!, state: String!, text: String!, writer: Reader! }
  type Thread implements Node { id: ID!, between: [Reader!]!, messages(first: Int = 20): [Message!]! }
  type Message implements Node { id: ID!, text: String!, sender: Reader! }
  type Circle { slug: String!, title: String!, isClosed: Boolean!, joinCode: String, waiting: [Reader!] }
  type Visit { ip: String!, at: String! }
  type Figures { readers: Int!, essays: Int! }
  type BackOffice { figures: Figures!, visits(readerId: ID!): [Visit!]! }
  type Query {
    me: Reader
    readers(search: String): [Reader!]!
    reader(login: String!): Reader
    essays: [Essay!]!
    essay(id: ID!): Essay
    threads: [Thread!]!
    thread(id: ID!): Thread
    message(id: ID!): Message
    circles: [Circle!]!
    circle(slug: String!): Circle
    node(id: ID!): Node
    backOffice: BackOffice
  }
`;

interface Context {
  readonly token?: string;
}

const READERS = ['ann', 'bob', 'cem', 'dora', 'eva'].map((login, at) => ({
  ...{ id: `r-${at + 1}`, login, about: `reads in ${login}'s garden` },
  ...{ email: `${login}@reading.example`, phone: `+49 30 90182${10 + at}`, birthday: `198${at}-04-1${at}` },
}));
/** Each has one that is out and one that is not. */
const ESSAYS = READERS.flatMap(({ login }, at) => [
  { id: `e-${at * 2 + 1}`, state: 'OUT', text: `What ${login} thinks of rivers`, login },
  { id: `e-${at * 2 + 2}`, state: 'KEPT', text: `What ${login} tells nobody about the well`, login },
]);
const THREADS = [
  { id: 't-1', logins: ['ann', 'cem'] },
  { id: 't-2', logins: ['bob', 'dora'] },
  { id: 't-3', logins: ['eva', 'cem'] },
];
const MESSAGES = THREADS.flatMap(({ id, logins }, at) => [
  {
    id: `l-${at * 2 + 1}`,
    thread: id,
    login: logins[0],
    text: `The gate is open on Sunday, says ${logins[0]}`,
  },
  { id: `l-${at * 2 + 2}`, thread: id, login: logins[1], text: `I bring the lamp, says ${logins[1]}` },
]);
const CIRCLES = [
  { slug: 'rivers', title: 'Rivers', isClosed: false, keeper: 'ann', joinCode: 'jn-51c07a' },
  { slug: 'wells', title: 'Wells', isClosed: true, keeper: 'bob', joinCode: 'jn-9e44d2' },
  { slug: 'lamps', title: 'Lamps', isClosed: true, keeper: 'eva', joinCode: 'jn-07bb31' },
];

export interface CircleFlaws {
  /** Any message is served to whoever has its identifier. */
  readonly messages?: boolean;
  /** Threads are looked after where they are asked for, and not below a reader. */
  readonly nestedThreads?: boolean;
  /** The argument switches the filter off for everybody with a login. */
  readonly unpublished?: boolean;
  /** Whoever is logged in sees addresses and codes. */
  readonly fields?: boolean;
  /** One field of the back office was forgotten. */
  readonly visits?: boolean;
  /** What `essay(id)` refuses, `node(id)` serves. */
  readonly node?: boolean;
}

/** Readers with public profiles, private messages and essays that are not out yet: as careful as it is made. */
export function readingCircle(flaws: CircleFlaws = {}, setup: Setup = {}): LabApp {
  const loginOf = ({ token }: Context) => (token === ANN ? 'ann' : token === BOB ? 'bob' : undefined);
  const refuse = (message: string, code: string) => new GraphQLError(message, { extensions: { code } });
  const need = (context: Context): string => {
    const login = loginOf(context);
    if (login === undefined) throw refuse('You must be logged in.', 'UNAUTHENTICATED');
    return login;
  };
  const mayRead = (asker: string | undefined, { state, login }: (typeof ESSAYS)[number]) =>
    state === 'OUT' || asker === login;

  const reader = (login = ''): object => {
    const row = READERS.find((held) => held.login === login);
    const own =
      (value: string | undefined, isForUsers: boolean | undefined) => (_: unknown, context: Context) =>
        loginOf(context) === login || (isForUsers && loginOf(context) !== undefined) ? value : null;
    return {
      ...row,
      __typename: 'Reader',
      email: own(row?.email, flaws.fields),
      phone: own(row?.phone, flaws.fields),
      birthday: own(row?.birthday, false),
      drafts: (_: unknown, context: Context) => {
        // Not null, as frameworks make it: refused, it takes the reader with it.
        if (need(context) !== login) throw refuse('Not allowed', 'FORBIDDEN');
        return ESSAYS.filter((held) => held.login === login && held.state === 'KEPT').map(essay);
      },
      essays: ({ withUnpublished = false }: { withUnpublished?: boolean }, context: Context) =>
        ESSAYS.filter((held) => held.login === login)
          .filter(
            (held) =>
              mayRead(loginOf(context), held) ||
              (flaws.unpublished && withUnpublished && loginOf(context) !== undefined),
          )
          .map(essay),
      threads: (_: unknown, context: Context) => {
        const asker = need(context);
        if (!flaws.nestedThreads && asker !== login) return null;
        return THREADS.filter(({ logins }) => logins.includes(login)).map(thread);
      },
      circles: () => CIRCLES.filter(({ isClosed }) => !isClosed).map(circle),
    };
  };
  const essay = (row: (typeof ESSAYS)[number]): object => ({
    ...row,
    __typename: 'Essay',
    writer: () => reader(row.login),
  });
  const message = (row: (typeof MESSAGES)[number]): object => ({
    ...row,
    __typename: 'Message',
    sender: () => reader(row.login),
  });
  const thread = (row: (typeof THREADS)[number]): object => ({
    ...row,
    __typename: 'Thread',
    between: () => row.logins.map(reader),
    messages: () => MESSAGES.filter((held) => held.thread === row.id).map(message),
  });
  const circle = (row: (typeof CIRCLES)[number]): object => ({
    ...row,
    joinCode: (_: unknown, context: Context) =>
      loginOf(context) === row.keeper || (flaws.fields && loginOf(context) !== undefined)
        ? row.joinCode
        : null,
    waiting: (_: unknown, context: Context) => (loginOf(context) === row.keeper ? [reader('dora')] : null),
  });

  const isIn = (id: string, login: string) =>
    THREADS.some((held) => held.id === id && held.logins.includes(login));
  const noSuch = () => refuse('Not found', 'NOT_FOUND');
  function essayFor(id: string, asker: string | undefined, isOpen = false): object {
    const row = ESSAYS.find((held) => held.id === id && (isOpen || mayRead(asker, held)));
    if (!row) throw noSuch();
    return essay(row);
  }
  function messageFor(id: string, login: string): object {
    const row = MESSAGES.find((held) => held.id === id && (flaws.messages || isIn(held.thread, login)));
    if (!row) throw noSuch();
    return message(row);
  }
  function threadFor(id: string, login: string): object {
    const row = THREADS.find((held) => held.id === id && held.logins.includes(login));
    if (!row) throw noSuch();
    return thread(row);
  }
  const staff = (context: Context, isForgotten = false) => {
    need(context);
    if (!isForgotten) throw refuse('Not allowed', 'FORBIDDEN');
  };
  const root = {
    me: (_: unknown, context: Context) => (loginOf(context) === undefined ? null : reader(loginOf(context))),
    readers: (_: unknown, context: Context) => need(context) && READERS.map(({ login }) => reader(login)),
    reader: ({ login }: { login: string }) =>
      READERS.some((held) => held.login === login) ? reader(login) : null,
    essays: () => ESSAYS.filter(({ state }) => state === 'OUT').map(essay),
    essay: ({ id }: { id: string }, context: Context) => essayFor(id, loginOf(context)),
    threads: (_: unknown, context: Context) => {
      const login = need(context);
      return THREADS.filter(({ logins }) => logins.includes(login)).map(thread);
    },
    thread: ({ id }: { id: string }, context: Context) => threadFor(id, need(context)),
    message: ({ id }: { id: string }, context: Context) => messageFor(id, need(context)),
    circles: () => CIRCLES.map(circle),
    circle: ({ slug }: { slug: string }) =>
      CIRCLES.filter((held) => held.slug === slug).map(circle)[0] ?? null,
    node({ id }: { id: string }, context: Context) {
      const login = need(context);
      if (id.startsWith('e-')) return essayFor(id, login, flaws.node);
      if (id.startsWith('t-')) return threadFor(id, login);
      if (id.startsWith('l-')) return messageFor(id, login);
      return reader(READERS.find((held) => held.id === id)?.login);
    },
    backOffice: () => ({
      figures(_: unknown, context: Context) {
        staff(context);
        return { readers: READERS.length, essays: ESSAYS.length };
      },
      visits({ readerId }: { readerId: string }, context: Context) {
        staff(context, flaws.visits);
        const at = READERS.findIndex(({ id }) => id === readerId);
        return at < 0 ? [] : [{ ip: `192.0.2.${at + 1}`, at: '2024-05-01 07:12' }];
      },
    }),
  };
  return graphqlService(buildSchema(CIRCLE_SDL), root, setup);
}
