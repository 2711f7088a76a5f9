// region: fixed
import { randomUUID } from 'node:crypto';
import { Body, Controller, Patch, Post } from '@nestjs/common';
import { IsEmail, IsOptional, IsString, Length } from 'class-validator';
import { db } from './db.js';
import { ownAccount } from './properties.js';
import { type Asker, User } from './requests.js';
import { NoteInput } from './validation.js';

/** A class of its own, not the entity: `role` and `credits` have no decorator and are rejected. */
export class MeUpdate {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsEmail()
  email?: string;
}

@Controller()
export class WritesController {
  @Patch('me')
  update(@User() { id }: Asker, @Body() { name, email }: MeUpdate) {
    const write = db.prepare(
      'update users set name = coalesce(?, name), email = coalesce(?, email) where id = ?',
    );
    write.run(name ?? null, email ?? null, id);
    return ownAccount(id);
  }

  @Post('notes')
  create(@User() user: Asker, @Body() { title, body }: NoteInput) {
    const note = { id: randomUUID(), title, body, owner: user.id };
    db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(...Object.values(note));
    return note;
  }
}
// endregion

/** The flaws: every column that is in the body is written, and rows are sent as they are stored. */
@Controller()
export class OpenWritesController {
  @Patch('me')
  update(@User() { id }: Asker, @Body() body: any) {
    const COLUMNS = ['name', 'email', 'role', 'credits'];
    for (const [name, value] of Object.entries({ ...body }).filter(([name]) => COLUMNS.includes(name))) {
      db.prepare(`update users set ${name} = ? where id = ?`).run(value, id);
    }
    return db.prepare('select *, password_hash as passwordHash from users where id = ?').get(id);
  }

  @Post('notes')
  create(@User() user: Asker, @Body() { title, body, owner = user.id }: any) {
    const id = randomUUID();
    db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(
      id,
      title.trim(),
      body.trim(),
      owner,
    );
    return db.prepare('select * from notes where id = ?').get(id);
  }
}
