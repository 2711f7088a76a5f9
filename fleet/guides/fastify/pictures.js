export * from '../node/pictures.js';
