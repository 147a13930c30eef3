import {LitElement} from 'lit';
import {state} from 'lit/decorators.js';
import {english, speak, type Language} from '../localization/language.js';

/**
 * An element with words. A base class, since a controller would be asked too late: `willUpdate` speaks already.
 *
 * @internal
 */
export class LocalizedElement extends LitElement {
  @state() protected language: Language = english;

  /** To be called before words are needed outside of an update. */
  protected speak(): void {
    speak(this.language);
  }

  protected override performUpdate(): void {
    this.speak();
    super.performUpdate();
  }
}
