// region: fixed
import { Controller, Get, Query } from '@nestjs/common';
import { db } from './db.js';
import { type Asker, User } from './requests.js';
import { Page } from './validation.js';

// Columns are named, so that one that is added to the table later stays inside.
const OWN = 'id, username, name, email, role, credits';
const OTHERS = 'id, username, name';

/** What users see of themselves. */
export const ownAccount = (id: string) => db.prepare(`select ${OWN} from users where id = ?`).get(id);

@Controller()
export class UsersController {
  @Get('me')
  me(@User() { id }: Asker) {
    return ownAccount(id);
  }

  @Get('users')
  list(@Query() { limit }: Page) {
    return db.prepare(`select ${OTHERS} from users order by username limit ?`).all(limit);
  }
}
// endregion

/** The flaw: rows are sent as they are stored. */
@Controller()
export class WholeUsersController {
  @Get('me')
  me(@User() { id }: Asker) {
    return db.prepare('select *, password_hash as passwordHash from users where id = ?').get(id);
  }

  @Get('users')
  list(@Query('limit') limit = '20') {
    return db.prepare('select *, password_hash as passwordHash from users limit ?').all(Number(limit));
  }
}
