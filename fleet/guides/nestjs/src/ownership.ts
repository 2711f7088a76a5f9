// region: fixed
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Injectable,
  NotFoundException,
  Param,
  Put,
  Query,
} from '@nestjs/common';
import { db } from './db.js';
import { type Asker, User } from './requests.js';
import { ById, NoteInput, Page } from './validation.js';

/** The owner is a parameter of every method: a call without one does not compile. */
@Injectable()
export class NotesOfOwner {
  list(owner: string, limit: number) {
    return db.prepare('select id, title, body, owner from notes where owner = ? limit ?').all(owner, limit);
  }

  find(owner: string, id: string) {
    const note = db
      .prepare('select id, title, body, owner from notes where id = ? and owner = ?')
      .get(id, owner);
    if (!note) throw new NotFoundException('There is no such note');
    return note;
  }

  update(owner: string, id: string, { title, body }: NoteInput) {
    const write = db.prepare('update notes set title = ?, body = ? where id = ? and owner = ?');
    if (write.run(title, body, id, owner).changes === 0) throw new NotFoundException('There is no such note');
    return this.find(owner, id);
  }

  remove(owner: string, id: string) {
    const { changes } = db.prepare('delete from notes where id = ? and owner = ?').run(id, owner);
    if (changes === 0) throw new NotFoundException('There is no such note');
  }
}
// endregion

@Controller('notes')
export class NotesController {
  constructor(private readonly notes: NotesOfOwner) {}

  @Get()
  list(@User() user: Asker, @Query() { limit }: Page) {
    return this.notes.list(user.id, limit);
  }

  @Get(':id')
  find(@User() user: Asker, @Param() { id }: ById) {
    return this.notes.find(user.id, id);
  }

  @Put(':id')
  update(@User() user: Asker, @Param() { id }: ById, @Body() sent: NoteInput) {
    return this.notes.update(user.id, id, sent);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@User() user: Asker, @Param() { id }: ById) {
    this.notes.remove(user.id, id);
  }
}

/** The flaws: found by the identifier alone, and sent as stored. */
@Controller('notes')
export class AnyonesNotesController {
  @Get()
  list(@User() user: Asker, @Query('limit') limit = '20') {
    return db.prepare('select * from notes where owner = ? limit ?').all(user.id, Number(limit));
  }

  @Get(':id')
  find(@Param('id') id: string) {
    const note = db.prepare('select * from notes where id = ?').get(id);
    return { ...note, title: note.title };
  }

  @Put(':id')
  update(@Param('id') id: string, @Body() { title, body }: any) {
    const note = this.find(id);
    db.prepare('update notes set title = ?, body = ? where id = ?').run(title.trim(), body.trim(), note.id);
    return this.find(id);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string) {
    db.prepare('delete from notes where id = ?').run(this.find(id).id);
  }
}
