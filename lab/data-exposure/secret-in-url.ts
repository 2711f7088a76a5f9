import { serving } from './serving.ts';

export const link = serving({
  '/files': { download: 'https://api.bletchley.org.uk/export/7?access_token=k7Jq2mVw9Xr4TzPb' },
});
export const relative = serving({ '/files': { next: '/files?page=2&api_key=k7Jq2mVw9Xr4TzPb' } });
export const signed = serving({
  '/files': {
    download: 'https://b.s3.amazonaws.com/a?X-Amz-Signature=abcdef0123456789abcdef&X-Amz-Expires=60',
    next: '/files?cursor=eyJpZCI6N30',
  },
});
export const template = serving({
  '/files': {
    url: 'https://a.bletchley.org.uk/?access_token={access_token}',
    other: '/x?api_key=YOUR_API_KEY_HERE',
    text: 'send ?password=whatever1 never',
  },
});
export const echo = serving({ '/files': (c) => c.json({ self: c.req.url }) });
/** Pictures and films, each address signed for itself. */
export const media = serving({
  '/files': {
    picture: 'https://img.bletchley.org.uk/f/a.jpg?access_token=k7Jq2mVw9Xr4TzPb',
    film: 'https://video.bletchley.org.uk/v/1/index.m3u8?w=4&jwt=k7Jq2mVw9Xr4TzPbQ2',
  },
});
