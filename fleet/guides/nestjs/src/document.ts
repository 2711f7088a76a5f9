import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { Public } from './jwt.js';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8'));

@Public()
@Controller()
export class DocumentController {
  @Get('openapi.json')
  document() {
    return document;
  }
}
