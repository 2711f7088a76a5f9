import { Router } from 'express';
import { newUser, userNamed } from './db.js';
import { Problem } from './errors.js';
import { setOpenSession, setSession } from './headers.js';
import { tokenFor } from './jwt.js';
import { logins, perAddress } from './limits.js';
import { hashed, matches } from './passwords.js';
import { Credentials, LoginInput, valid } from './validation.js';

export const accounts = Router();

accounts.post('/register', perAddress, async (req, res) => {
  const { username, password } = valid(Credentials, req.body);
  if (userNamed(username)) throw new Problem(409, 'The name is taken');
  res.status(201).json(newUser(username, await hashed(password)));
});

accounts.post('/login', logins, async (req, res) => {
  const { username, password } = valid(LoginInput, req.body);
  const user = userNamed(username);
  if (!(await matches(password, user?.password_hash))) {
    throw new Problem(401, 'Name or password is wrong', { 'WWW-Authenticate': 'Bearer' });
  }
  const token = tokenFor(user);
  setSession(res, token);
  res.json({ token });
});

/** The same without limits and checks of what is sent. */
export const openAccounts = Router();

openAccounts.post('/register', async (req, res) => {
  const { username, password } = req.body;
  res.status(201).json(newUser(username, await hashed(password)));
});

openAccounts.post('/login', async (req, res) => {
  const user = userNamed(req.body.username);
  if (!(await matches(req.body.password, user?.password_hash)))
    throw new Problem(401, 'Name or password is wrong');
  const token = tokenFor(user);
  setOpenSession(res, token);
  res.json({ token });
});
