import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg, str} from '../../localization/language.js';
import {displayBody, displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {placePopup} from '../../shared/place-popup.js';
import {searchText} from '../../shared/search-text.js';
import {templateIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {popup} from '../popup.styles.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './template-picker.styles.js';
import type {Template} from '../../state/model.js';

/**
 * A button that opens the saved templates, with search.
 *
 * @internal
 * @element sms-chat-template-picker
 * @csspart templates-button - The button.
 * @csspart templates-label - Its word, which narrow layouts hide.
 * @csspart templates - The popup.
 * @csspart template - One template.
 * @fires {CustomEvent<{search: string}>} sms-chat-template-search-request - Templates are wanted: it was opened (with an
 * empty search) or the search changed.
 * @fires {CustomEvent<{template: Template}>} sms-chat-template-select - One was picked; the popup is closed.
 */
export class SmsChatTemplatePicker extends LocalizedLeaf {
  static override styles = [theme, controls, popup, styles];

  /** What the host found for the search. */
  @property({attribute: false}) templates: readonly Template[] = [];
  @property() status: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';

  @state() private open = false;
  @state() private search = '';
  /** Index of the template that Enter picks; -1 while it is not known what the search finds. */
  @state() private active = -1;
  @query('button') private button!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;
  @query('input') private field!: HTMLInputElement;
  @query('[aria-selected="true"]') private activeOption!: HTMLElement | null;

  /** Enter was pressed before it was known what the search finds. */
  #picksFirst = false;
  #stopPlacing: (() => void) | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopPlacing?.();
    this.open = false;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('templates') && !changed.has('status')) return;
    this.active = this.status === 'ready' && this.templates.length ? 0 : -1;
  }

  protected override updated(changed: Map<PropertyKey, unknown>) {
    // They have changed, or the connection without which they could not be loaded is back.
    if (changed.has('status') && this.status === 'idle' && this.open) this.#searchFor(this.search);
    if (changed.has('active')) this.activeOption?.scrollIntoView({block: 'nearest'});
    if (this.#picksFirst && this.open && this.status === 'ready') this.#select(this.templates[0]);
  }

  #show() {
    this.popup.showPopover();
    this.#stopPlacing = placePopup(this.popup, this.button, {side: 'above'});
    this.#searchFor('');
    this.field.value = '';
    this.field.focus();
  }

  #hide() {
    this.popup.hidePopover();
    this.button.focus();
  }

  #toggle(event: Event) {
    event.preventDefault();
    if (this.open) this.#hide();
    else this.#show();
  }

  #followToggle(event: ToggleEvent) {
    this.open = event.newState === 'open';
    if (!this.open) this.#stopPlacing?.();
  }

  #hideOnFocusElsewhere({relatedTarget}: FocusEvent) {
    if (relatedTarget && !this.popup.contains(relatedTarget as Node)) this.popup.hidePopover();
  }

  #searchFor(search: string) {
    this.search = searchText(search);
    // What is listed belongs to the search before: Enter must not pick from it.
    this.active = -1;
    this.#picksFirst = false;
    request(this, 'sms-chat-template-search-request', {search: this.search});
  }

  #navigate(event: KeyboardEvent) {
    const last = this.templates.length - 1;
    const {key} = event;
    if (event.isComposing) return;
    if (key === 'Escape') this.#hide();
    else if (key === 'ArrowDown') this.active = this.active >= last ? 0 : this.active + 1;
    else if (key === 'ArrowUp') this.active = this.active <= 0 ? last : this.active - 1;
    else if (key !== 'Enter') return;
    else if (this.active < 0) this.#picksFirst = true;
    else this.#select(this.templates[this.active]);
    event.preventDefault();
    event.stopPropagation();
  }

  #select(template: Template | undefined) {
    if (!template) return;
    this.#hide();
    request(this, 'sms-chat-template-select', {template});
  }

  #renderNote() {
    if (this.status === 'failed') {
      return html`${msg('The templates could not be loaded.')}
        <button class="link" type="button" @click=${() => this.#searchFor(this.search)}>
          ${msg('Try again')}
        </button>`;
    }
    if (this.templates.length) return nothing;
    if (this.status !== 'ready') return msg('Loading…');
    return this.search ? msg(str`No template matches “${this.search}”.`) : msg('There are no templates yet.');
  }

  #renderTemplate(template: Template, index: number) {
    return html`<div
      id="template-${index}"
      part="template"
      role="option"
      aria-selected=${index === this.active ? 'true' : 'false'}
      @click=${() => this.#select(template)}
    >
      <div class="name"><bdi>${displayName(template.name)}</bdi></div>
      <div class="body" dir="auto">${displayBody(template.body)}</div>
    </div>`;
  }

  override render() {
    const isListed = this.templates.length > 0 && this.status !== 'failed';
    // The list keeps the focus in the field when it is pressed on.
    return html`
      <button
        class="quiet"
        part="templates-button"
        type="button"
        popovertarget="popup"
        aria-haspopup="dialog"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${this.#toggle}
      >
        ${templateIcon}<span part="templates-label">${msg('Templates')}</span>
      </button>
      <div
        id="popup"
        part="templates"
        popover="auto"
        role="dialog"
        aria-label=${msg('Templates')}
        @beforetoggle=${this.#followToggle}
        @focusout=${this.#hideOnFocusElsewhere}
      >
        <input
          type="search"
          aria-label=${msg('Search templates')}
          aria-controls=${isListed ? 'list' : nothing}
          aria-activedescendant=${isListed && this.active >= 0 ? `template-${this.active}` : nothing}
          placeholder=${msg('Search templates')}
          autocomplete="off"
          enterkeyhint="done"
          @input=${() => this.#searchFor(this.field.value)}
          @keydown=${this.#navigate}
        />
        ${
          isListed
            ? html`<div
                id="list"
                role="listbox"
                aria-label=${msg('Templates')}
                aria-busy=${this.status === 'loading' ? 'true' : 'false'}
                @mousedown=${(event: Event) => event.preventDefault()}
              >
                ${this.templates.map((template, index) => this.#renderTemplate(template, index))}
              </div>`
            : nothing
        }
        <p class="note" aria-live="polite">${this.#renderNote()}</p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-template-picker': SmsChatTemplatePicker;
  }
}
