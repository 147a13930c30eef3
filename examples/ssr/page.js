/** What a server answers: the elements with their shadow roots in HTML, to be seen before any script has run. */
import 'sms-chat-elements';
import {html, render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';

export const renderPage = (lang) =>
  collectResult(
    render(html`
      <!doctype html>
      <html lang=${lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>SMS Chat, rendered on a server</title>
          <link rel="stylesheet" href="/style.css" />
          <script type="module" src="/main.js"></script>
        </head>
        <body>
          <header>
            <label><input id="show" type="checkbox" checked /> Show inbox</label>
            <label><input id="hold" type="checkbox" /> Hold messages</label>
            <button id="write" type="button">Write to 0491 570 006</button>
            <span>Unread: <output id="unread" aria-label="Unread">0</output></span>
            <span>Sent: <output id="sent" aria-label="Sent">0</output></span>
            <sms-chat-badge endpoint="/graphql" for="inbox" lang=${lang}></sms-chat-badge>
          </header>
          <main>
            <sms-chat id="inbox" endpoint="/graphql" persistence="drafts" lang=${lang}>
              <button slot="header-actions" type="button">Call</button>
            </sms-chat>
          </main>
        </body>
      </html>
    `),
  );
