// region: fixed
import { randomUUID } from 'node:crypto';
import {
  Controller,
  Get,
  NotFoundException,
  Param,
  Post,
  StreamableFile,
  UnsupportedMediaTypeException,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { pictureType } from './pictures.js';
import { type Asker, User } from './requests.js';

const pictures = new Map<string, { bytes: Buffer; mime: string; owner: string }>(); // your object store

@Controller('avatars')
export class AvatarsController {
  @Post()
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: 1_000_000, files: 1, fields: 0 } }))
  upload(@User() user: Asker, @UploadedFile() file?: Express.Multer.File) {
    const type = file && pictureType(file.buffer);
    if (!file || !type) throw new UnsupportedMediaTypeException('PNG or JPEG, in the field "file"');
    const name = `${randomUUID()}.${type.extension}`;
    pictures.set(name, { bytes: file.buffer, mime: type.mime, owner: user.id });
    return { url: `/avatars/${name}` };
  }

  /** `nosniff` comes with the security headers. */
  @Get(':name')
  download(@Param('name') name: string) {
    const picture = pictures.get(name);
    if (!picture) throw new NotFoundException('There is no such picture');
    return new StreamableFile(picture.bytes, {
      type: picture.mime,
      disposition: `attachment; filename="${name}"`,
    });
  }
}

// endregion

import { Delete, HttpCode, Res } from '@nestjs/common';
import type { Response } from 'express';

@Controller('avatars')
export class AvatarRemovalController {
  @Delete(':name')
  @HttpCode(204)
  remove(@User() user: Asker, @Param('name') name: string) {
    if (pictures.get(name)?.owner !== user.id) throw new NotFoundException('There is no such picture');
    pictures.delete(name);
  }
}

/** The flaws: any size, and the name and the type are those of the client. */
@Controller('avatars')
export class OpenAvatarsController {
  private readonly files = new Map<string, Express.Multer.File>();

  @Post()
  @UseInterceptors(FileInterceptor('file'))
  upload(@UploadedFile() file: Express.Multer.File) {
    this.files.set(file.originalname, file);
    return { url: `/avatars/${encodeURIComponent(file.originalname)}` };
  }

  @Get(':name')
  download(@Param('name') name: string, @Res() response: Response) {
    const { buffer, mimetype } = Object(this.files.get(name));
    response.set('Content-Type', mimetype).end(buffer);
  }

  @Delete(':name')
  @HttpCode(204)
  remove(@Param('name') name: string) {
    this.files.delete(name);
  }
}
