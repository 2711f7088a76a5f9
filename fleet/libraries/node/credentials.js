/** Who is asking. Any key is welcome: these are APIs that only want to tell their callers apart. */

export function requireApiKey(request, response, next) {
  request.apiKey = request.get('x-api-key');
  if (!request.apiKey) return response.status(401).json({ error: 'X-API-Key is missing' });
  next();
}

/** Leaves the token to be verified by who uses it. */
export function requireBearer(request, response, next) {
  request.token = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (!request.token) return response.status(401).json({ error: 'a bearer token is missing' });
  next();
}
