// region: fixed
import jwt from '@fastify/jwt';
import fp from 'fastify-plugin';
import { problem } from './errors.js';

const { JWT_SECRET = '', JWT_ISSUER: iss, JWT_AUDIENCE: aud } = process.env;
if (!iss || !aud) throw new Error('JWT_ISSUER and JWT_AUDIENCE have to be set');
if (Buffer.byteLength(JWT_SECRET) < 32) throw new Error('JWT_SECRET needs 32 random bytes or more');

/** Gives `reply.jwtSign()` and `request.jwtVerify()`, with everything that is accepted fixed here. */
export const tokens = fp(async (app) => {
  await app.register(jwt, {
    secret: JWT_SECRET,
    sign: { algorithm: 'HS256', iss, aud, expiresIn: '15m' },
    verify: { algorithms: ['HS256'], allowedIss: iss, allowedAud: aud, requiredClaims: ['exp', 'sub'] },
    formatUser: ({ sub, role }) => ({ id: sub, role }),
  });
});

/** For `addHook('onRequest', requireUser)`; sets request.user. */
export async function requireUser(request) {
  try {
    await request.jwtVerify();
  } catch {
    throw problem(401, 'Log in first', { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
  }
}
// endregion

/** The flaw: `decode` takes the Base64 apart and checks nothing. */
export async function requireAnyToken(request) {
  const claims = request.server.jwt.decode(
    /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? 'e30.e30.',
  );
  if (!claims?.sub) throw problem(401, 'Log in first');
  request.user = { id: claims.sub, role: claims.role };
}
