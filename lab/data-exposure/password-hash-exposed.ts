import type { Context } from 'hono';
import { guarded, serving } from './serving.ts';

export const bcrypt = serving({
  '/users/1': { id: 1, pw: '$2b$12$KIXQ4Sg1vP0uJ9mYz3bW5eQkTn8rLd7aHs2FcVx6MwEoBiGyUpR4C' },
});
export const argon = serving({
  '/users/1': {
    id: 1,
    hash: '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$RdescudvJCsgt3ub+b5dWRWJTmaaqObG',
  },
});
export const md5 = serving({ '/users/1': { id: 1, passwordHash: '5f4dcc3b5aa765d61d8327deb882cf99' } });
export const digests = serving({
  '/users/1': {
    id: 1,
    hash: '5f4dcc3b5aa765d61d8327deb882cf99',
    commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    passwordChangedAt: '2026-01-01',
  },
});
export const prices = serving({
  '/users/1': { price: '$2', text: 'from $2a$10$ to $5$', passwordPolicy: 'sha256' },
});
const ADA = { id: 1, pw: '$2b$12$KIXQ4Sg1vP0uJ9mYz3bW5eQkTn8rLd7aHs2FcVx6MwEoBiGyUpR4C' };
const BEN = { id: 2, pw: '$2b$12$Jq7mVw2Xr4TzKIXQ4Sg1vP0uJ9mYz3bW5eQkTn8rLd7aHs2FcVx6M' };
/** Shows a user the hash of the own password. */
export const ownHash = serving({ '/me': guarded(ADA) });
/** Shows a user everybody's. */
export const everybodysHashes = serving({ '/users': guarded([ADA, BEN]) });
/** Digests of the service's own making: a version or the salt before them. */
export const marked = serving({
  '/teams/7/members': {
    data: [
      { role: 'owner', user: { id: 1, passwordHash: 'v1:2ee81978d887fa068231299f5960ee10' } },
      { role: 'member', user: { id: 2, pw_hash: 'sha256$c2FsdDE$8d969eef6ecad3c29a3a629280e686cf' } },
    ],
  },
});
/** Neither a digest of a password nor one at all. */
export const notHashes = serving({
  '/users/1': {
    passwordPolicy: 'min:12',
    passwordUrl: 'https://id.example/reset:2ee81978d887fa068231299f5960ee10x',
    contentHash: 'v1:2ee81978d887fa068231299f5960ee10',
  },
});
const csv = (table: string) => (c: Context) => c.body(table, 200, { 'Content-Type': 'text/csv' });

/** An export of members, with digests of a length of the service's own. */
export const csvOfMembers = serving({
  '/members.csv': csv(
    'no,name,password_hash\r\n"M-1","Ada","d6090b8d09ee8b1f1f741416b06c733554f6e721dbf6d491"\r\n"M-2","Ben","585b86c70c55cfa92cb086ee425cf72bf3d31d4ef97670ca"\r\n',
  ),
});
/** An export that has the name of such a column, and nothing of the kind in it. */
export const csvOfDates = serving({
  '/members.csv': csv('no,name,password_hash_changed\nM-1,Ada,2026-01-01\nM-2,Ben,2026-02-01\n'),
});
