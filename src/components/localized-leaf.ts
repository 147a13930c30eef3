import {ContextConsumer} from '@lit/context';
import {isServer} from 'lit';
import {languageContext} from '../localization/language-context.js';
import {LocalizedElement} from './localized-element.js';
import {prepareOnServer} from '../shared/server-rendering.js';

/**
 * An element inside the inbox: speaks what the inbox speaks.
 *
 * @internal
 */
export class LocalizedLeaf extends LocalizedElement {
  constructor() {
    super();
    const consumer = new ContextConsumer(this, {
      context: languageContext,
      subscribe: true,
      callback: (language) => (this.language = language),
    });
    // Nobody else does, where elements are not connected.
    if (isServer) prepareOnServer(this, () => consumer.hostConnected());
  }
}
