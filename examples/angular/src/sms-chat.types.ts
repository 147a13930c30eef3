import {Directive, ElementRef, effect, inject, input} from '@angular/core';
import type {SmsChat, SmsChatBadge} from 'sms-chat-elements';

/** Angular checks nothing of an element that is not its own, but for the inputs of directives on it. */
@Directive({selector: 'sms-chat'})
export class SmsChatTypes {
  readonly endpoint = input.required<SmsChat['endpoint']>();
  readonly auth = input<SmsChat['auth']>(null);
  readonly persistence = input<SmsChat['persistence']>('full');

  constructor() {
    const {nativeElement} = inject<ElementRef<SmsChat>>(ElementRef);
    effect(() => {
      nativeElement.endpoint = this.endpoint();
      nativeElement.auth = this.auth();
      nativeElement.persistence = this.persistence();
    });
  }
}

@Directive({selector: 'sms-chat-badge'})
export class SmsChatBadgeTypes {
  readonly endpoint = input.required<SmsChatBadge['endpoint']>();
  readonly auth = input<SmsChatBadge['auth']>(null);

  constructor() {
    const {nativeElement} = inject<ElementRef<SmsChatBadge>>(ElementRef);
    effect(() => {
      nativeElement.endpoint = this.endpoint();
      nativeElement.auth = this.auth();
    });
  }
}
