/** Beyond every bound of a page size or a number that a service keeps; rules that ask for it share the answers. */
export const FAR_BEYOND = 1_000_000;
