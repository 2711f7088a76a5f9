import { serving } from './serving.ts';

const failingWith = (html: string) =>
  serving({ '/items': (c) => (c.req.url.includes('mb') ? c.html(html, 500) : c.json([])) });

export const werkzeug = failingWith(
  '<title>ZeroDivisionError // Werkzeug Debugger</title><script>var EVALEX = true, SECRET = "x";</script>Traceback',
);
export const django = failingWith(
  '<p>You’re seeing this error because you have <code>DEBUG = True</code> in your settings</p>',
);
export const spring = failingWith(
  '<h1>Whitelabel Error Page</h1><div>at org.springframework.web.Servlet(Servlet.java:1)</div>',
);
export const aspnet = failingWith('<title>Internal Server Error</title><div id="stackpage" class="page">');
export const plainSpring = failingWith(
  '<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error</p>',
);
export const tidy = failingWith('<h1>Something went wrong</h1>');
export const article = serving({ '/items': (c) => c.html('Werkzeug Debugger EVALEX = true Traceback') });
