import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /go': { parameters: [query('lang', {}, { example: 'en' })] } });

const answering = (clean: (value: string) => string): LabApp => ({
  openapi,
  routes: (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab.example');
    if (pathname !== '/go') return void response.writeHead(404).end();
    const lang = clean(searchParams.get('lang') ?? 'en');
    // Written by hand: Node itself refuses such header values.
    const head = ['HTTP/1.1 200 OK', `Content-Language: ${lang}`, 'Content-Length: 2', 'Connection: close'];
    response.socket?.end(`${head.join('\r\n')}\r\n\r\nok`);
  },
});

export const splitting = answering((value) => value);
export const refusing = answering((value) => value.replace(/[\r\n]/g, ''));
