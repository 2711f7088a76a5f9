export * from '../node/public-fetch.js';
