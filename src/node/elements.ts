import './languages.js';

export * from '../elements.js';
