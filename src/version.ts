/** Kept equal to package.json by a test: reading the file at start-up would cost every run. */
export const VERSION = '0.1.0';

/**
 * What `npx -y` and package managers are asked for. The plain name on the registry is somebody else's. A patch may come by
 * itself, a new minor version not: it may find more and fail a pipeline that passed.
 */
export const PACKAGE = `middlebrick-scanner@${VERSION.split('.').slice(0, 2).join('.')}`;

/** Where people read about this program; package.json says the same. */
export const HOMEPAGE = 'https://github.com/middlebrick/middlebrick';
