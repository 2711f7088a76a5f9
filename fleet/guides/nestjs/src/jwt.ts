// region: fixed
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { type Asker, type Asking, requestOf } from './requests.js';

const { JWT_SECRET = '', JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = process.env;
if (!issuer || !audience) throw new Error('JWT_ISSUER and JWT_AUDIENCE have to be set');
if (Buffer.byteLength(JWT_SECRET) < 32) throw new Error('JWT_SECRET needs 32 random bytes or more');

export const Tokens = JwtModule.register({
  secret: JWT_SECRET,
  signOptions: { algorithm: 'HS256', issuer, audience, expiresIn: '15m' },
  verifyOptions: { algorithms: ['HS256'], issuer, audience },
});

/** For handlers that need no login, the login itself above all. */
export const Public = () => SetMetadata('public', true);

/** Registered with APP_GUARD: every handler asks for a token unless it is `@Public()`. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly jwt: JwtService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext) {
    if (this.reflector.getAllAndOverride('public', [context.getHandler(), context.getClass()])) return true;
    const request = requestOf(context);
    request.user = await userOf(request, this.jwt);
    if (!request.user) throw new UnauthorizedException('Log in first');
    return true;
  }
}

export async function userOf({ headers }: Asking, jwt: JwtService): Promise<Asker | undefined> {
  const token = /^Bearer ([\w.-]+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const claims = await jwt.verifyAsync(token).catch(() => undefined);
  // A token without an expiry would pass: the library checks only an `exp` that is there.
  return claims?.exp && claims.sub ? { id: claims.sub, role: claims.role } : undefined;
}
// endregion

/** The flaw: `decode` takes the Base64 apart and checks nothing. */
@Injectable()
export class AnyTokenGuard implements CanActivate {
  constructor(
    private readonly jwt: JwtService,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext) {
    if (this.reflector.getAllAndOverride('public', [context.getHandler(), context.getClass()])) return true;
    const request = requestOf(context);
    const claims = this.jwt.decode(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (!claims?.sub) throw new UnauthorizedException('Log in first');
    request.user = { id: claims.sub, role: claims.role };
    return true;
  }
}
