// region: fixed
import { exec, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Controller, Get, Query } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';
import { db } from './db.js';
import { type Asker, User } from './requests.js';

class Search {
  @IsString()
  @Length(1, 100)
  q!: string;
}

class Lookup {
  // The first character is no "-": the program would read the host as an option.
  @Matches(/^[a-z0-9][a-z0-9.-]{0,252}$/i)
  host!: string;
}

@Controller()
export class LookupsController {
  @Get('notes/search')
  search(@User() user: Asker, @Query() { q }: Search) {
    // Values are bound; instr() takes "%" and "_" as they are.
    const found = db.prepare(
      'select id, title, body, owner from notes where owner = ? and instr(lower(title), lower(?)) > 0 limit 100',
    );
    return found.all(user.id, q);
  }

  @Get('tools/lookup')
  async lookup(@Query() { host }: Lookup) {
    // No shell: the program gets its arguments as a list.
    const run = promisify(execFile)('getent', ['hosts', host], { timeout: 3_000 });
    const { stdout } = await run.catch(() => ({ stdout: '' }));
    return { host, output: stdout };
  }
}
// endregion

/** The flaws: texts of the client become part of a query and of a command line. */
@Controller()
export class OpenLookupsController {
  @Get('notes/search')
  search(@User() user: Asker, @Query('q') q: string) {
    return db.prepare(`select * from notes where owner = '${user.id}' and title like '%${q}%'`).all();
  }

  @Get('tools/lookup')
  lookup(@Query('host') host: string) {
    return new Promise((resolve) => {
      exec(`getent hosts ${host}`, { timeout: 15_000 }, (_error, stdout, stderr) =>
        resolve({ host, output: stdout + stderr }),
      );
    });
  }
}
