/** The entry for Node, which renders in every language. */
import './languages.js';

export * from '../index.js';
