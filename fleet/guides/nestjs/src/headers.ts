// region: fixed
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** `app.use(secureHeaders, noStore)` in main.ts; also removes X-Powered-By. For an API without pages of its own. */
export const secureHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
});

export function noStore(_request: Request, response: Response, next: NextFunction) {
  response.set('Cache-Control', 'no-store');
  next();
}

/** For handlers with `@Res({ passthrough: true })`. `__Host-`: only from https, for this host and all of its paths. */
export function setSession(response: Response, token: string) {
  const flags = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;
  response.cookie('__Host-session', token, { ...flags, maxAge: 900_000 });
}
// endregion

/** The flaws: versions in headers, and a cookie that scripts and other sites may use. */
export function versions(_request: Request, response: Response, next: NextFunction) {
  response.set({ Server: 'NestJS/12.5.1', 'X-Powered-By': 'NestJS 12.5.1' });
  next();
}

export function setOpenSession(response: Response, token: string) {
  response.cookie('session', token, { maxAge: 900_000 });
}
