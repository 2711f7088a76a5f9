import type { FrameworkSign } from './framework-sign.ts';

/** What services say of themselves in headers. */
export const NAMES: readonly FrameworkSign[] = [
  said('express', 'x-powered-by', /^Express$/i, 'X-Powered-By names Express'),
  said('next', 'x-powered-by', /^Next\.js ?([\d.]*)/i, 'X-Powered-By names Next.js'),
  said('aspnet', 'x-powered-by', /^ASP\.NET/i, 'X-Powered-By names ASP.NET'),
  said('aspnet', 'x-aspnet-version', /^([\d.]+)/, 'X-AspNet-Version is sent'),
  said('aspnet', 'x-aspnetmvc-version', /^([\d.]+)/, 'X-AspNetMvc-Version is sent'),
  said('aspnet', 'server', /^Kestrel/i, 'Server names Kestrel'),
  said('werkzeug', 'server', /^Werkzeug\/([\d.]+)/i, 'Server names Werkzeug'),
  {
    ...said('flask', 'server', /^Werkzeug\//i, 'Werkzeug is the server that Flask develops on'),
    strength: 'likely',
  },
  {
    ...said('django', 'server', /^WSGIServer\/[\d.]+ CPython/i, 'Server is the one that Django develops on'),
    strength: 'likely',
  },
  said('tornado', 'server', /^TornadoServer\/([\d.]+)/i, 'Server names Tornado'),
  said('aiohttp', 'server', /^Python\/[\d.]+ aiohttp\/([\d.]+)/i, 'Server names aiohttp'),
  said(
    'rails',
    'x-powered-by',
    /Phusion Passenger(?:(?!Phusion Passenger).)*Rails|^Rails/i,
    'X-Powered-By names Rails',
  ),
  said('quarkus', 'x-powered-by', /^Quarkus/i, 'X-Powered-By names Quarkus'),
  said('spring', 'x-application-context', /./, 'X-Application-Context is sent'),
  said('symfony', 'x-debug-token', /./, 'X-Debug-Token is sent'),
  said('laravel', 'set-cookie', /^laravel_session=/i, 'a cookie is called laravel_session'),
  {
    ...said(
      'laravel',
      'set-cookie',
      /^\w+_session=eyJpdiI6/,
      'a session cookie is encrypted the way Laravel does',
    ),
    strength: 'likely',
  },
  said('django', 'set-cookie', /^csrftoken=\w{32,64};/, 'a cookie is called csrftoken'),
  {
    ...said('aspnet', 'set-cookie', /^\.AspNetCore\.|^ASP\.NET_SessionId=/i, 'a cookie is named by ASP.NET'),
  },
  {
    ...said('phoenix', 'set-cookie', /^_\w+_key=SFMyNTY/, 'a session cookie is signed the way Phoenix does'),
    strength: 'likely',
  },
  {
    ...said('express', 'set-cookie', /^connect\.sid=/, 'a cookie is called connect.sid'),
    strength: 'likely',
  },
  { ...said('koa', 'set-cookie', /^koa\.sess=/, 'a cookie is called koa.sess'), strength: 'likely' },
  {
    ...said(
      'rails',
      'set-cookie',
      /^_\w+_session=[\w%+/=-]+--[\w%+/=-]+/,
      'a session cookie is encrypted the way Rails does',
    ),
    strength: 'likely',
  },
  { ...said('uvicorn', 'server', /^uvicorn$/i, 'Server names uvicorn'), strength: 'weak' },
  { ...said('gunicorn', 'server', /^gunicorn(?:\/([\d.]+))?/i, 'Server names gunicorn'), strength: 'weak' },
  { ...said('php', 'x-powered-by', /^PHP\/([\d.]+)/i, 'X-Powered-By names PHP'), strength: 'weak' },
  { ...said('tomcat', 'set-cookie', /^JSESSIONID=/, 'a cookie is called JSESSIONID'), strength: 'weak' },
  { ...said('rack', 'x-runtime', /^\d+\.\d{6}$/, 'X-Runtime is sent as Rack does'), strength: 'weak' },
  { ...said('rails', 'x-runtime', /^\d+\.\d{6}$/, 'X-Runtime is sent'), strength: 'likely' },
  { ...said('node', 'keep-alive', /^timeout=5$/, 'Keep-Alive is Node’s own: timeout=5'), strength: 'weak' },
];

function said(framework: string, name: string, value: RegExp, says: string): FrameworkSign {
  return {
    framework,
    strength: 'certain',
    question: 'any',
    header: [name, value],
    says,
  };
}
