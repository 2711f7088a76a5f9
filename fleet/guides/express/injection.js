// region: fixed
import { exec, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Router } from 'express';
import { z } from 'zod';
import { db } from './db.js';
import { valid } from './validation.js';

const Search = z.strictObject({ q: z.string().min(1).max(100) });
// The first character is no "-": the program would read the host as an option.
const Lookup = z.strictObject({ host: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,252}$/i) });
const run = promisify(execFile);

export const lookups = Router();

lookups.get('/notes/search', (req, res) => {
  const { q } = valid(Search, req.query);
  // Values are bound; instr() takes "%" and "_" as they are.
  const found = db.prepare(
    'select id, title, body, owner from notes where owner = ? and instr(lower(title), lower(?)) > 0 limit 100',
  );
  res.json(found.all(req.user.id, q));
});

lookups.get('/tools/lookup', async (req, res) => {
  const { host } = valid(Lookup, req.query);
  // No shell: the program gets its arguments as a list.
  const { stdout } = await run('getent', ['hosts', host], { timeout: 3_000 }).catch(() => ({ stdout: '' }));
  res.json({ host, output: stdout });
});
// endregion

/** The flaws: texts of the client become part of a query and of a command line. */
export const openLookups = Router();

openLookups.get('/notes/search', (req, res) => {
  const { q } = req.query;
  res.json(db.prepare(`select * from notes where owner = '${req.user.id}' and title like '%${q}%'`).all());
});

openLookups.get('/tools/lookup', (req, res) => {
  const { host } = req.query;
  exec(`getent hosts ${host}`, { timeout: 15_000 }, (_error, stdout, stderr) =>
    res.json({ host, output: stdout + stderr }),
  );
});
