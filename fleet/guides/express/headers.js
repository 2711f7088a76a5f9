// region: fixed
import helmet from 'helmet';

/** For an API that serves no pages of its own; also removes X-Powered-By. */
export const secureHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
});

/** Mounted before everything that answers for one user. */
export function noStore(_req, res, next) {
  res.set('Cache-Control', 'no-store');
  next();
}

/** `__Host-`: browsers take it only from https, for this host and all of its paths. */
export function setSession(res, token) {
  res.cookie('__Host-session', token, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 900_000,
  });
}
// endregion

/** The flaws: versions in headers, and a cookie that scripts and other sites may use. */
export function versions(_req, res, next) {
  res.set({ Server: 'Express/5.3.0', 'X-Powered-By': 'Express 5.3.0' });
  next();
}

export function setOpenSession(res, token) {
  res.cookie('session', token, { maxAge: 900_000 });
}
