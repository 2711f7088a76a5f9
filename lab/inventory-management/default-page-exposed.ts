import { serving } from '../data-exposure/serving.ts';

export const nginx = serving({
  '/': (c) => c.html('<html><head><title>Welcome to nginx!</title></head></html>'),
});
export const own = serving({
  '/': (c) => c.html('<html><head><title>Welcome to our shop, served by nginx!</title></head></html>'),
});
