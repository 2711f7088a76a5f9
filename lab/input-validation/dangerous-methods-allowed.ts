import type { LabApp } from '../app.ts';

export const webDav: LabApp = {
  routes: (request, response) => {
    if (request.method !== 'PROPFIND') return void response.end('hello');
    response.writeHead(207, { 'Content-Type': 'application/xml' });
    response.end(
      '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/</D:href></D:response></D:multistatus>',
    );
  },
};

/** One handler for every method: it serves PROPFIND without knowing what it is. */
export const catchAll: LabApp = {
  routes: (_request, response) => void response.setHeader('Content-Type', 'text/plain').end('hello'),
};
