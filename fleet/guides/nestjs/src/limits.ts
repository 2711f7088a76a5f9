// region: fixed
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { userOf } from './jwt.js';
import { type Asking, requestOf } from './requests.js';

export const Limits = ThrottlerModule.forRoot([{ ttl: 60_000, limit: 600 }]);

/** Registered with APP_GUARD before the TokenGuard, so that refused tokens count as well. */
@Injectable()
export class LimitGuard extends ThrottlerGuard {
  @Inject() private readonly jwt!: JwtService;
  protected override headerPrefix = 'RateLimit';

  /** The verified user, else the address; needs `app.set('trust proxy', …)`. */
  protected override async getTracker(request: Asking) {
    return (await userOf(request, this.jwt))?.id ?? String(request.ip);
  }

  /** One count for all handlers; otherwise each has its own. */
  protected override generateKey = (_context: ExecutionContext, tracker: string) => tracker;

  protected override getRequestResponse(context: ExecutionContext) {
    const req = requestOf(context);
    return { req, res: req.res ?? {} };
  }
}
// endregion
