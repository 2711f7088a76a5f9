import { newUser, userNamed } from './db.js';
import { problem } from './errors.js';
import { setOpenSession, setSession } from './headers.js';
import { hashed, matches } from './passwords.js';
import { Credentials, LoginInput } from './validation.js';

const wrong = () => problem(401, 'Name or password is wrong', { 'WWW-Authenticate': 'Bearer' });

export async function accounts(app) {
  app.post('/register', { schema: { body: Credentials } }, async ({ body }, reply) => {
    const { username, password } = body;
    if (userNamed(username)) throw problem(409, 'The name is taken');
    return reply.code(201).send(newUser(username, await hashed(password)));
  });

  app.post(
    '/login',
    { schema: { body: LoginInput }, config: { rateLimit: false }, preHandler: app.limitLogins },
    async (request, reply) => {
      const user = userNamed(request.body.username);
      if (!(await matches(request.body.password, user?.password_hash))) throw wrong();
      const token = await reply.jwtSign({ sub: user.id, role: user.role });
      setSession(reply, token);
      return { token };
    },
  );
}

/** The same without limits and checks of what is sent. */
export async function openAccounts(app) {
  app.post('/register', async ({ body: { username, password } }, reply) =>
    reply.code(201).send(newUser(username, await hashed(password))),
  );

  app.post('/login', async ({ body }, reply) => {
    const user = userNamed(body.username);
    if (!(await matches(body.password, user?.password_hash))) throw wrong();
    const token = await reply.jwtSign({ sub: user.id, role: user.role });
    setOpenSession(reply, token);
    return { token };
  });
}
