import { jwtVerify } from 'jose';

if (!process.env.JWT_SECRET) throw new Error('JWT_SECRET must be set');
const secret = new TextEncoder().encode(process.env.JWT_SECRET);

/** The token of `Authorization: Bearer …`. */
export function bearerToken(request) {
  const value = request.headers.authorization ?? '';
  return value.startsWith('Bearer ') ? value.slice('Bearer '.length) : '';
}

/** The claims of a token whose signature and expiry are good; null for any other. */
export async function verify(token) {
  try {
    const checks = { algorithms: ['HS256'], requiredClaims: ['sub', 'jti', 'exp'] };
    return (await jwtVerify(token, secret, checks)).payload;
  } catch {
    return null;
  }
}
