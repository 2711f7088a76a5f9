import { serving } from './serving.ts';

function counting(line: (looks: number) => string) {
  let looks = 0;
  return serving({
    '/metrics': (c) => {
      looks += 1;
      return c.text(`# HELP up Up.\n# TYPE up gauge\nup 1\n${line(looks)}`);
    },
  });
}

export const growing = counting((looks) => `auth_cache_entries ${looks * 60}\n`);
export const steady = counting(() => 'auth_cache_entries 40\n');
export const traffic = counting(
  (looks) =>
    `http_requests_total ${looks * 600}\nprocess_resident_memory_bytes ${looks * 1e8}\nauth_cache_entries ${40 + looks}\n`,
);
