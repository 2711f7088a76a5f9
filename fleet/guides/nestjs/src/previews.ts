// region: fixed
import { BadRequestException, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsUrl, MaxLength } from 'class-validator';
import { fetchPublic, mayBeFetched, titleIn } from './public-fetch.js';

class PreviewInput {
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(2_000)
  url!: string;
}

@Controller('previews')
export class PreviewsController {
  @Post()
  @HttpCode(200)
  async preview(@Body() { url }: PreviewInput) {
    if (!mayBeFetched(new URL(url))) throw new BadRequestException('Only https addresses of public hosts');
    try {
      const page = await fetchPublic(url);
      return { status: page.status, title: titleIn(await page.text()) };
    } catch {
      // One answer for refused, closed and silent: the difference would map the internal network.
      throw new BadRequestException('The page could not be fetched');
    }
  }
}
// endregion

/** The flaw: the server goes wherever it is sent. */
@Controller('previews')
export class OpenPreviewsController {
  @Post()
  @HttpCode(200)
  async preview(@Body('url') url: string) {
    const page = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { status: page.status, title: titleIn(await page.text()) };
  }
}
