import { randomBytes } from 'node:crypto';
import { buildSchema, GraphQLError } from 'graphql';
import type { LabApp } from '../app.ts';
import { graphqlService } from './service.ts';

const SDL = `
  type User { id: ID!, email: String!, name: String!, role: String! }
  type Note { id: Int!, title: String!, text: String, pinned: Boolean!, owner: ID! }
  type Session { token: String!, user: User! }
  input NewNote { title: String!, text: String }
  input NoteChange { title: String, text: String }
  input ProfileChange { name: String, role: String }
  input Credentials { email: String!, password: String! }
  type NotePayload { note: Note }
  type Query {
    me: User
    notes: [Note!]!
    note(id: Int!): Note
  }
  type Mutation {
    register(input: Credentials!): User!
    login(input: Credentials!): Session!
    updateProfile(input: ProfileChange!): User!
    deleteAccount: Boolean!
    createNote(input: NewNote!): NotePayload!
    updateNote(id: Int!, input: NoteChange!): NotePayload!
    retitleNote(id: Int!, title: String!): Note
    cancelNote(id: Int!): Boolean!
    deleteNote(id: Int!): Boolean!
  }
`;

interface User {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  name: string;
  role: string;
}

interface Note {
  readonly id: number;
  readonly owner: string;
  title: string;
  text: string | null;
  pinned: boolean;
}

export interface NoteFlaws {
  /** Whoever is logged in may change the notes of others. */
  readonly foreignUpdates?: boolean;
  /** The same for mutations beside those that change and remove the whole: `retitleNote`, `cancelNote`. */
  readonly foreignActs?: boolean;
  readonly roleOnProfile?: boolean;
}

export interface Notes extends LabApp {
  /** Users and notes that are there and were not at first. */
  left(): number;
  /** Notes that were there at first and are not as they were. */
  damaged(): number;
}

const OLD: readonly Note[] = [1, 2].map((at) => ({
  id: at,
  owner: 'old',
  title: `Old ${at}`,
  text: null,
  pinned: false,
}));

/** Users who register, log in, and keep notes: all of it by mutations. */
export function notesService({
  foreignUpdates = false,
  foreignActs = false,
  roleOnProfile = false,
}: NoteFlaws = {}): Notes {
  const users = new Map<string, User>();
  const notes = new Map<number, Note>(OLD.map((note) => [note.id, { ...note }]));
  const sessions = new Map<string, string>();
  let next = 100;
  const fresh = () => {
    next += 1;
    return next;
  };
  type Context = { readonly token?: string };
  const asker = ({ token = '' }: Context) => {
    const user = users.get(sessions.get(token) ?? '');
    if (!user) throw new GraphQLError('Not logged in', { extensions: { code: 'UNAUTHENTICATED' } });
    return user;
  };
  const noteOf = (id: number, user: User, isAnybodys = false) => {
    const note = notes.get(id);
    if (!note || !(note.owner === user.id || isAnybodys)) return undefined;
    return note;
  };
  const owned = (id: number, user: User, isAnybodys = false) => {
    const note = noteOf(id, user, isAnybodys);
    if (!note) throw new GraphQLError('Not found', { extensions: { code: 'NOT_FOUND' } });
    return note;
  };
  const root = {
    me: (_none: object, context: Context) => asker(context),
    notes: (_none: object, context: Context) =>
      [...notes.values()].filter(({ owner }) => owner === asker(context).id),
    note: ({ id }: { id: number }, context: Context) => noteOf(id, asker(context)) ?? null,
    register({ input }: { input: { email: string; password: string } }) {
      if ([...users.values()].some(({ email }) => email === input.email) || input.password.length < 8)
        throw new GraphQLError('Bad input', { extensions: { code: 'BAD_USER_INPUT' } });
      const user = { id: `${fresh()}`, ...input, name: input.email, role: 'user' };
      users.set(user.id, user);
      return user;
    },
    login({ input }: { input: { email: string; password: string } }) {
      const user = [...users.values()].find(
        (one) => one.email === input.email && one.password === input.password,
      );
      if (!user)
        throw new GraphQLError('Wrong e-mail or password', { extensions: { code: 'UNAUTHENTICATED' } });
      const token = randomBytes(18).toString('base64url');
      sessions.set(token, user.id);
      return { token, user };
    },
    updateProfile({ input }: { input: { name?: string; role?: string } }, context: Context) {
      const user = asker(context);
      if (input.role !== undefined && !roleOnProfile)
        throw new GraphQLError('Not yours to set', { extensions: { code: 'FORBIDDEN' } });
      user.name = input.name ?? user.name;
      user.role = input.role ?? user.role;
      return user;
    },
    deleteAccount: (_none: object, context: Context) => users.delete(asker(context).id),
    createNote({ input }: { input: { title: string; text?: string } }, context: Context) {
      const note = {
        id: fresh(),
        owner: asker(context).id,
        title: input.title,
        text: input.text ?? null,
        pinned: false,
      };
      notes.set(note.id, note);
      return { note };
    },
    updateNote({ id, input }: { id: number; input: Partial<Note> }, context: Context) {
      const note = owned(id, asker(context), foreignUpdates);
      note.title = input.title ?? note.title;
      note.text = input.text ?? note.text;
      return { note };
    },
    retitleNote({ id, title }: { id: number; title: string }, context: Context) {
      return Object.assign(owned(id, asker(context), foreignActs), { title });
    },
    cancelNote({ id }: { id: number }, context: Context) {
      return notes.delete(owned(id, asker(context), foreignActs).id);
    },
    deleteNote({ id }: { id: number }, context: Context) {
      return notes.delete(owned(id, asker(context)).id);
    },
  };
  return {
    ...graphqlService(buildSchema(SDL), root),
    left: () => users.size + [...notes.values()].filter(({ owner }) => owner !== 'old').length,
    damaged: () => OLD.filter((old) => JSON.stringify(notes.get(old.id)) !== JSON.stringify(old)).length,
  };
}
