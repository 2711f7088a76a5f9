// region: fixed
import type { NextFunction, Request, Response } from 'express';

const host = process.env.PUBLIC_HOST ?? 'api.example.com';

/** The first `app.use` in main.ts. Right only with `app.set('trust proxy', 'loopback')` or the network of your proxy. */
export function httpsOnly(request: Request, response: Response, next: NextFunction) {
  if (!request.secure) return response.redirect(308, `https://${host}${request.originalUrl}`);
  response.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  next();
}
// endregion
