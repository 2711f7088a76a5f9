/** Segments that stand before all paths of an API and name nothing in it. */
const BEFORE_ALL = /^\/(?:api|apis|rest|services?|public|v\d+(?:\.\d+)*|beta|latest)(?=\/)/i;

/** The first segment that tells one part of an API from another: `orders` of `/api/v2/orders/{id}`. */
export function namingSegment(path: string): string {
  let rest = path;
  while (BEFORE_ALL.test(rest)) rest = rest.replace(BEFORE_ALL, '');
  return rest.split('/')[1] ?? '';
}
