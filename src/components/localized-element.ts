import {LitElement, isServer} from 'lit';
import {state} from 'lit/decorators.js';
import {english, speak, type Language} from '../localization/language.js';
import {prepareOnServer} from '../shared/server-rendering.js';

/**
 * An element with words. A base class, since a controller would be asked too late: `willUpdate` speaks already.
 *
 * @internal
 */
export class LocalizedElement extends LitElement {
  @state() protected language: Language = english;

  constructor() {
    super();
    if (isServer) prepareOnServer(this, () => this.speak());
  }

  /** To be called before words are needed outside of an update. */
  protected speak(): void {
    speak(this.language);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // What a server rendered, on a page where nothing is loaded that takes it over: it would stand there twice.
    const {observedAttributes} = this.constructor as typeof LitElement;
    if (root.firstChild && !observedAttributes.includes('defer-hydration')) {
      root.replaceChildren();
      this.renderOptions.renderBefore = null;
    }
    return root;
  }

  protected override performUpdate(): void {
    this.speak();
    super.performUpdate();
  }
}
