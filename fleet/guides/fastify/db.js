export * from '../node/db.js';
