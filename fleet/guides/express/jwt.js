// region: fixed
import jwt from 'jsonwebtoken';
import { Problem } from './errors.js';

const { JWT_SECRET = '', JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = process.env;
// jsonwebtoken skips the checks of an issuer and an audience that are undefined.
if (!issuer || !audience) throw new Error('JWT_ISSUER and JWT_AUDIENCE have to be set');
if (Buffer.byteLength(JWT_SECRET) < 32) throw new Error('JWT_SECRET needs 32 random bytes or more');

export function tokenFor({ id, role }) {
  return jwt.sign({ role }, JWT_SECRET, {
    algorithm: 'HS256',
    subject: id,
    expiresIn: '15m',
    issuer,
    audience,
  });
}

export function requireUser(req, _res, next) {
  const token = /^Bearer ([\w.-]+)$/i.exec(req.get('Authorization') ?? '')?.[1] ?? '';
  req.user = userIn(token);
  if (!req.user)
    throw new Problem(401, 'Log in first', { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
  next();
}

function userIn(token) {
  try {
    const claims = jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'], issuer, audience });
    // A token without an expiry would pass: the library checks only an `exp` that is there.
    return claims.exp && claims.sub ? { id: claims.sub, role: claims.role } : undefined;
  } catch {
    return undefined;
  }
}
// endregion

/** The flaw: `decode` takes the Base64 apart and checks nothing. */
export function requireAnyToken(req, _res, next) {
  const claims = jwt.decode(/^Bearer (\S+)$/i.exec(req.get('Authorization') ?? '')?.[1] ?? '');
  if (!claims?.sub) throw new Problem(401, 'Log in first');
  req.user = { id: claims.sub, role: claims.role };
  next();
}
