// region: fixed
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

/** For an API that serves no pages of its own. With fastify-plugin, so that it holds for all routes. */
export const secureHeaders = fp(async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(cookie);
});

/** A hook for the part of the API that answers for one user. */
export async function noStore(_request, reply) {
  reply.header('Cache-Control', 'no-store');
}

/** `__Host-`: browsers take it only from https, for this host and all of its paths. */
export function setSession(reply, token) {
  const flags = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };
  reply.setCookie('__Host-session', token, { ...flags, maxAge: 900 }); // seconds
}
// endregion

/** The flaws: versions in headers, and a cookie that scripts and other sites may use. */
export async function versions(_request, reply) {
  reply.headers({ Server: 'Fastify/5.12.8', 'X-Powered-By': 'Fastify 5.12.8' });
}

export function setOpenSession(reply, token) {
  reply.setCookie('session', token, { path: '/', maxAge: 900, sameSite: 'none' });
}
