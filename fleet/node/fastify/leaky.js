/** Two ways to keep every token that was ever accepted. */
import { bearerToken, verify } from './tokens.js';

// region: leak-token
const claimsByToken = new Map();

async function profile(request, reply) {
  const token = bearerToken(request);
  // Spares the check of a signature, and keeps the token: also when it has long expired.
  const claims = claimsByToken.get(token) ?? (await verify(token));
  if (!claims) return reply.code(401).send();
  claimsByToken.set(token, claims);
  return { user: claims.sub };
}
// endregion

// region: leak-claims
const sessions = new Map();

async function orders(request, reply) {
  const claims = await verify(bearerToken(request));
  if (!claims) return reply.code(401).send();
  // Every token has an id of its own, so this grows with each login; nobody logs out.
  sessions.set(claims.jti, { claims, headers: request.headers });
  return { orders: 0 };
}
// endregion

export function routes(app) {
  app.get('/v1/profile', profile);
  app.get('/v1/orders', orders);
}

export function kept() {
  let tokenBytes = 0;
  for (const token of claimsByToken.keys()) tokenBytes += token.length;
  let sessionBytes = 0;
  for (const { headers } of sessions.values()) sessionBytes += headers.authorization.length;
  return {
    profile: { entries: claimsByToken.size, bytes: tokenBytes },
    orders: { entries: sessions.size, bytes: sessionBytes },
  };
}
