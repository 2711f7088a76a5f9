export * from '../node/passwords.js';
