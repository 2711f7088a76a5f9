// region: fixed
import { type CanActivate, type ExecutionContext, HttpException, Inject, Injectable } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import { requestOf } from './requests.js';

const MINUTE = 60_000;

/** `@UseGuards(LoginLimit)` on the login: 10 a minute for an account, 60 for an address. */
@Injectable()
export class LoginLimit implements CanActivate {
  constructor(@Inject(ThrottlerStorage) private readonly storage: ThrottlerStorage) {}

  async canActivate(context: ExecutionContext) {
    const { body, ip, res } = requestOf(context);
    const account = String(body?.username).toLowerCase();
    const limits: [string, number][] = [
      [`account ${account}`, 10],
      [`address ${ip}`, 60],
    ];
    for (const [key, most] of limits) {
      const count = this.storage.increment(key, MINUTE, most, MINUTE, 'login');
      const { isBlocked, timeToBlockExpire } = await count;
      if (!isBlocked) continue;
      res?.set('Retry-After', String(timeToBlockExpire));
      throw new HttpException('Too many logins', 429);
    }
    return true;
  }
}
// endregion
