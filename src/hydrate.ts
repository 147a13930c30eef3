/**
 * The entry for pages that a server has rendered: takes over what is there, and registers both elements. To be imported
 * before anything else that brings Lit.
 */
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import './hydration/take-over.js';

export * from './index.js';
