// region: fixed
import { ValidationPipe } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';

/** `app.useGlobalPipes(strict)`: properties without a decorator are rejected with 400. */
export const strict = new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true });

export class NoteInput {
  @IsString()
  @Length(1, 200)
  title!: string;

  @IsString()
  @MaxLength(5_000)
  body!: string;
}

export class Page {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}

export class ById {
  @IsUUID()
  id!: string;
}
// endregion
