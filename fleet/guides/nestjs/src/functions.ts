import { randomUUID } from 'node:crypto';
// region: fixed
import {
  Body,
  type CanActivate,
  Controller,
  Delete,
  type ExecutionContext,
  ForbiddenException,
  Get,
  HttpCode,
  Injectable,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IsString, Length } from 'class-validator';
import { db } from './db.js';
import { requestOf } from './requests.js';
import { ById, Page } from './validation.js';

export const Roles = Reflector.createDecorator<string[]>();

/** Registered with APP_GUARD behind the TokenGuard. Goes by the verified user, never by what the client sends. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext) {
    const allowed = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()]);
    const role = requestOf(context).user?.role;
    if (allowed && !(role && allowed.includes(role))) throw new ForbiddenException('Only for administrators');
    return true;
  }
}

/** On the class: it holds for every handler, also for those that are added later. */
@Roles(['admin'])
@Controller('admin')
export class AdminController {
  @Get('users')
  users(@Query() { limit }: Page) {
    return db.prepare('select id, username, name, email, role, credits from users limit ?').all(limit);
  }
}
// endregion

class AnnouncementInput {
  @IsString()
  @Length(1, 1_000)
  text!: string;
}

@Roles(['admin'])
@Controller('admin')
export class AnnouncementsController {
  @Post('announcements')
  create(@Body() { text }: AnnouncementInput) {
    const id = randomUUID();
    db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
    return { id, text };
  }

  @Delete('announcements/:id')
  @HttpCode(204)
  remove(@Param() { id }: ById) {
    const { changes } = db.prepare('delete from announcements where id = ?').run(id);
    if (changes === 0) throw new NotFoundException('There is no such announcement');
  }
}

/** The flaw: the path says who it is for, and nothing checks it. */
@Controller('admin')
export class OpenAdminController {
  @Get('users')
  users(@Query('limit') limit = '20') {
    return db
      .prepare('select id, username, name, email, role, credits from users limit ?')
      .all(Number(limit));
  }

  @Post('announcements')
  create(@Body() body: any) {
    const [id, text] = [randomUUID(), body.text.trim()];
    db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
    return { id, text };
  }

  @Delete('announcements/:id')
  @HttpCode(204)
  remove(@Param('id') id: string) {
    db.prepare('delete from announcements where id = ?').run(id);
  }
}
