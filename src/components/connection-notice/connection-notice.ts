import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {msg, str} from '../../localization/language.js';
import {request} from '../../shared/events.js';
import {errorText} from '../error-text.js';
import {alertIcon, clockIcon, offlineIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './connection-notice.styles.js';
import type {ChatError} from '../../state/api/chat-error.js';
import type {ChatState, ConnectionState, ConnectionStatus} from '../../state/model.js';

/** A start or a catch-up that is over by then needs no words. */
const QUIET_FOR_MS = 1000;

type Tone = 'quiet' | 'warning' | 'danger';
/** `tryLabel` names the button that tries to connect; none where there is nothing to be done. */
type Notice = readonly [tone: Tone, icon: TemplateResult, text: string, tryLabel?: string];

/**
 * Says whatever keeps the inbox from being live, and that nothing is lost by it; shows nothing while it is live.
 *
 * @internal
 * @element sms-chat-connection-notice
 * @csspart connection-notice - The strip; `warning` or `danger` is added to its part where something is wrong.
 * @csspart try-button - Tries to connect.
 * @fires {CustomEvent<void>} sms-chat-try-now-request - The connection is to be tried at once.
 */
export class SmsChatConnectionNotice extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  @property({attribute: false}) connection: ConnectionState = {status: 'live', retryAt: null, error: null};

  /** The inbox is there: a connection that is not, has been lost. */
  @property({type: Boolean}) loaded = false;

  /** The page gives no endpoint to connect to. */
  @property({type: Boolean}) lacksEndpoint = false;

  /** `memory` warns that drafts and unsent messages will not survive a reload. */
  @property() storage: ChatState['storage'] = 'durable';

  /** For the number of seconds. */
  @property() locale = 'en';

  @state() private status: ConnectionStatus = 'live';
  @state() private secondsLeft = 0;
  @state() private storageWarningDismissed = false;

  /** Why it failed last. */
  #error: ChatError | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#followConnection();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('connection') && this.isConnected) this.#followConnection();
  }

  #stop() {
    clearTimeout(this.#patience);
    clearInterval(this.#clock);
    this.#patience = undefined;
  }

  #followConnection() {
    const {status, retryAt, error} = this.connection;
    this.#error = error ?? this.#error;
    // An attempt to come back is no news until it succeeds; neither text nor button flicker.
    const isLost = status === 'connecting' && this.loaded;
    const isStillFailed = status === 'connecting' && this.status === 'failed';
    const passes = !isLost && !isStillFailed && (status === 'connecting' || status === 'replaying');
    if (passes && this.#patience !== undefined) return;
    this.#stop();
    if (passes && this.status === 'live') {
      this.#patience = setTimeout(() => (this.status = this.connection.status), QUIET_FOR_MS);
      return;
    }
    this.status = isLost ? 'waiting' : isStillFailed ? 'failed' : status;
    this.#count();
    if (retryAt !== null) this.#clock = setInterval(() => this.#count(), 1000);
  }

  #count() {
    const {retryAt} = this.connection;
    this.secondsLeft = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  }

  #tryNow() {
    // Whoever asks for an attempt is told of it.
    if (this.status === 'failed') this.status = 'connecting';
    request(this, 'sms-chat-try-now-request');
  }

  get #notice(): Notice | null {
    if (this.lacksEndpoint) {
      return [
        'danger',
        alertIcon,
        msg(
          'This inbox is not set up. In the attribute “endpoint”, give the http: or https: address of a GraphQL endpoint.',
        ),
      ];
    }
    switch (this.status) {
      case 'live':
        return null;
      case 'connecting':
        return ['quiet', clockIcon, msg('Connecting…')];
      case 'replaying':
        return ['quiet', clockIcon, msg('Catching up…')];
      case 'polling':
        return ['quiet', clockIcon, msg('Live updates are delayed by some seconds.')];
      case 'waiting':
        return ['warning', offlineIcon, msg('Connection lost. Reconnecting…'), msg('Try now')];
      case 'offline':
        return [
          'warning',
          offlineIcon,
          msg('You are offline. What you send is kept, and goes out when you are back.'),
        ];
      case 'signed-out':
        return [
          'warning',
          alertIcon,
          msg('You are signed out. What you have typed is kept; sign in again to go on.'),
          msg('Try again'),
        ];
      case 'failed':
        return [
          'danger',
          alertIcon,
          this.#error ? errorText(this.#error) : msg('The inbox could not be loaded.'),
          msg('Try again'),
        ];
    }
  }

  #renderCountdown() {
    const seconds = new Intl.NumberFormat(this.locale, {style: 'unit', unit: 'second', unitDisplay: 'short'});
    return html`<span class="countdown" aria-hidden="true"
      >${msg(str`Next try in ${seconds.format(this.secondsLeft)}`)}</span
    >`;
  }

  #renderStorageWarning() {
    return html`<div class="notice warning" part="connection-notice warning">
      ${alertIcon}
      <p>
        ${msg('This browser keeps nothing for this page: drafts and unsent messages are lost on a reload.')}
      </p>
      <button type="button" @click=${() => (this.storageWarningDismissed = true)}>${msg('Dismiss')}</button>
    </div>`;
  }

  override render() {
    const [tone = '', icon, text, tryLabel] = this.#notice ?? [];
    // The region is there before its words, or they would not be read out. The countdown stands outside of it: one that
    // is read out each second is noise.
    return html`
      <div class=${tone && `notice ${tone}`} part=${tone ? `connection-notice ${tone}` : nothing}>
        ${icon}
        <p>
          <span role="status">${text}</span>
          ${tone && this.secondsLeft > 0 ? this.#renderCountdown() : nothing}
        </p>
        ${
          tryLabel
            ? html`<button part="try-button" type="button" @click=${this.#tryNow}>${tryLabel}</button>`
            : nothing
        }
      </div>
      ${this.storage === 'memory' && !this.storageWarningDismissed ? this.#renderStorageWarning() : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-connection-notice': SmsChatConnectionNotice;
  }
}
