import {CUSTOM_ELEMENTS_SCHEMA, Component, type ElementRef, signal, viewChild} from '@angular/core';
import 'sms-chat-elements';
import type {SmsChat} from 'sms-chat-elements';
import {signIn} from './sign-in';
import {SmsChatBadgeTypes, SmsChatTypes} from './sms-chat.types';

@Component({
  selector: 'app-root',
  imports: [SmsChatTypes, SmsChatBadgeTypes],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <header>
      <label><input type="checkbox" checked (change)="isShown.set(!isShown())" /> Show inbox</label>
      <label><input type="checkbox" (change)="isHeld.set(!isHeld())" /> Hold messages</label>
      <button type="button" (click)="write()">Write to 0491 570 006</button>
      <span
        >Unread: <output aria-label="Unread">{{ unread() }}</output></span
      >
      <span
        >Sent: <output aria-label="Sent">{{ sent() }}</output></span
      >
      <sms-chat-badge endpoint="/graphql" [auth]="signIn" for="inbox"></sms-chat-badge>
    </header>
    <main>
      @if (isShown()) {
        <sms-chat
          #inbox
          id="inbox"
          endpoint="/graphql"
          persistence="drafts"
          [auth]="signIn"
          (sms-chat-unread-changed)="unread.set($event.detail.unreadMessages)"
          (sms-chat-message-sent)="sent.set(sent() + 1)"
          (sms-chat-before-send)="hold($event)"
        >
          <button slot="header-actions" type="button">Call</button>
        </sms-chat>
      }
    </main>
  `,
})
export class App {
  readonly signIn = signIn;
  readonly isShown = signal(true);
  readonly isHeld = signal(false);
  readonly unread = signal(0);
  readonly sent = signal(0);
  private readonly inbox = viewChild<ElementRef<SmsChat>>('inbox');

  // Not `isHeld() && …` in the template: Angular prevents what an expression that is false was to handle.
  hold(event: Event) {
    if (this.isHeld()) event.preventDefault();
  }

  write() {
    void this.inbox()?.nativeElement.open({address: '0491 570 006'});
  }
}
