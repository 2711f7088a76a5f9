/** Kept equal to package.json by a test: reading the file at start-up would cost every run. */
export const VERSION = '0.1.0';
