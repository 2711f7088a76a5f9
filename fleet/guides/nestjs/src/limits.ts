// region: fixed
import { type CanActivate, type ExecutionContext, HttpException, Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ThrottlerGuard, ThrottlerModule, ThrottlerStorage } from '@nestjs/throttler';
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

/** `@UseGuards(LoginLimit)` on the login: 10 a minute for an account, 60 for an address. */
@Injectable()
export class LoginLimit implements CanActivate {
  constructor(@Inject(ThrottlerStorage) private readonly storage: ThrottlerStorage) {}

  async canActivate(context: ExecutionContext) {
    const { body, ip, res } = requestOf(context);
    const account = String(body?.username).toLowerCase();
    for (const [key, limit] of [
      [`account ${account}`, 10],
      [`logins ${ip}`, 60],
    ] as const) {
      const { isBlocked, timeToBlockExpire } = await this.storage.increment(
        key,
        60_000,
        limit,
        60_000,
        'login',
      );
      if (!isBlocked) continue;
      res?.set('Retry-After', String(timeToBlockExpire));
      throw new HttpException('Too many logins', 429);
    }
    return true;
  }
}
// endregion
