import {ContextConsumer} from '@lit/context';
import {languageContext} from '../localization/language-context.js';
import {LocalizedElement} from './localized-element.js';

/**
 * An element inside the inbox: speaks what the inbox speaks.
 *
 * @internal
 */
export class LocalizedLeaf extends LocalizedElement {
  constructor() {
    super();
    new ContextConsumer(this, {
      context: languageContext,
      subscribe: true,
      callback: (language) => (this.language = language),
    });
  }
}
