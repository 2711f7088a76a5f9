// region: fixed
import { exec, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { db } from './db.js';

const query = (properties) => ({
  querystring: { type: 'object', additionalProperties: false, required: Object.keys(properties), properties },
});
const Search = query({ q: { type: 'string', minLength: 1, maxLength: 100 } });
// The first character is no "-": the program would read the host as an option.
const Lookup = query({ host: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$' } });
const run = promisify(execFile);

export async function lookups(app) {
  app.get('/notes/search', { schema: Search }, ({ user, query: { q } }) => {
    // Values are bound; instr() takes "%" and "_" as they are.
    const found = db.prepare(
      'select id, title, body, owner from notes where owner = ? and instr(lower(title), lower(?)) > 0 limit 100',
    );
    return found.all(user.id, q);
  });

  app.get('/tools/lookup', { schema: Lookup }, async ({ query: { host } }) => {
    // No shell: the program gets its arguments as a list.
    const { stdout } = await run('getent', ['hosts', host], { timeout: 3_000 }).catch(() => ({ stdout: '' }));
    return { host, output: stdout };
  });
}
// endregion

/** The flaws: texts of the client become part of a query and of a command line. */
export async function openLookups(app) {
  app.get('/notes/search', ({ user, query: { q } }) =>
    db.prepare(`select * from notes where owner = '${user.id}' and title like '%${q}%'`).all(),
  );

  app.get('/tools/lookup', ({ query: { host } }, reply) => {
    exec(`getent hosts ${host}`, { timeout: 15_000 }, (_error, stdout, stderr) =>
      reply.send({ host, output: stdout + stderr }),
    );
    return reply;
  });
}
