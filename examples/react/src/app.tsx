import {useRef, useState} from 'react';
import 'sms-chat-elements';
import type {SmsChat} from 'sms-chat-elements';
import type {} from 'sms-chat-elements/jsx';
import {signIn} from './sign-in';

export function App() {
  const inbox = useRef<SmsChat>(null);
  const [isShown, setShown] = useState(true);
  const [isHeld, setHeld] = useState(false);
  const [unread, setUnread] = useState(0);
  const [sent, setSent] = useState(0);

  return (
    <>
      <header>
        <label>
          <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} /> Show inbox
        </label>
        <label>
          <input type="checkbox" checked={isHeld} onChange={() => setHeld(!isHeld)} /> Hold messages
        </label>
        <button type="button" onClick={() => void inbox.current?.open({address: '0491 570 006'})}>
          Write to 0491 570 006
        </button>
        <span>
          Unread: <output aria-label="Unread">{unread}</output>
        </span>
        <span>
          Sent: <output aria-label="Sent">{sent}</output>
        </span>
        <sms-chat-badge endpoint="/graphql" auth={signIn} for="inbox" />
      </header>
      <main>
        {isShown && (
          <sms-chat
            ref={inbox}
            id="inbox"
            endpoint="/graphql"
            persistence="drafts"
            auth={signIn}
            onsms-chat-unread-changed={({detail}) => setUnread(detail.unreadMessages)}
            onsms-chat-message-sent={() => setSent((count) => count + 1)}
            onsms-chat-before-send={(event) => isHeld && event.preventDefault()}
          >
            <button slot="header-actions" type="button">
              Call
            </button>
          </sms-chat>
        )}
      </main>
    </>
  );
}
