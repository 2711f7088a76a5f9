import { shop } from '../graphql/shop.ts';

export const byGet = shop({}, { byGet: true, byPost: false });
export const byPost = shop();
export const off = shop({}, { introspection: false });
/** Whoever is logged in may read the schema. */
export const forUsers = shop({}, { closed: true });
