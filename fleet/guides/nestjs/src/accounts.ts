import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Post,
  Res,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { SkipThrottle } from '@nestjs/throttler';
import { IsString, Length, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { newUser, userNamed } from './db.js';
import { setOpenSession, setSession } from './headers.js';
import { Public } from './jwt.js';
import { LoginLimit } from './login-limit.js';
import { hashed, matches } from './passwords.js';

class Credentials {
  @Matches(/^[A-Za-z0-9_-]{3,32}$/)
  username!: string;

  @IsString()
  @Length(12, 128)
  password!: string;
}

class LoginInput {
  @IsString()
  @MaxLength(32)
  username!: string;

  @IsString()
  @MaxLength(128)
  password!: string;
}

@Public()
@Controller()
export class AccountsController {
  constructor(private readonly jwt: JwtService) {}

  @Post('register')
  async register(@Body() { username, password }: Credentials) {
    if (userNamed(username)) throw new ConflictException('The name is taken');
    return newUser(username, await hashed(password));
  }

  @Post('login')
  @HttpCode(200)
  @SkipThrottle()
  @UseGuards(LoginLimit)
  async login(@Body() { username, password }: LoginInput, @Res({ passthrough: true }) response: Response) {
    const user = userNamed(username);
    if (!(await matches(password, user?.password_hash)))
      throw new UnauthorizedException('Name or password is wrong');
    const token = await this.jwt.signAsync({ role: user.role }, { subject: user.id });
    setSession(response, token);
    return { token };
  }
}

/** The same without limits and checks of what is sent. */
@Public()
@Controller()
export class OpenAccountsController {
  constructor(private readonly jwt: JwtService) {}

  @Post('register')
  async register(@Body() { username, password }: any) {
    return newUser(username, await hashed(password));
  }

  @Post('login')
  @HttpCode(200)
  async login(@Body() { username, password }: any, @Res({ passthrough: true }) response: Response) {
    const user = userNamed(username);
    if (!(await matches(password, user?.password_hash)))
      throw new UnauthorizedException('Name or password is wrong');
    const token = await this.jwt.signAsync({ role: user.role }, { subject: user.id });
    setOpenSession(response, token);
    return { token };
  }
}
