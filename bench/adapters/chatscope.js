import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import {
  ChatContainer,
  Conversation,
  ConversationList,
  MainContainer,
  Message,
  MessageInput,
  MessageList,
  Sidebar,
} from '@chatscope/chat-ui-kit-react';
import {createElement as h, memo, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {bumped, hhmm} from './_ui.js';

let state;
let update;
let host;

const MessageRow = memo(({message: {text, at, dir}}) =>
  h(Message, {
    model: {
      message: text,
      sentTime: hhmm(at),
      sender: dir,
      direction: dir === 'out' ? 'outgoing' : 'incoming',
      position: 'single',
      type: 'text',
    },
  }),
);
const ConversationRow = memo(({conversation: {name, preview, at, unread}}) =>
  h(Conversation, {name, info: preview, lastActivityTime: hhmm(at), unreadCnt: unread}),
);
// The containers tell their children apart by name.
MessageRow.displayName = 'Message';
ConversationRow.displayName = 'Conversation';

function App() {
  const [shown, setShown] = useState(state);
  update = (changes) => setShown((state = {...state, ...changes}));
  const messages = shown.msgs.map((message) =>
    h(MessageRow, {key: message.id, message, model: {type: 'text'}}),
  );
  const conversations = shown.convs.map((conversation) =>
    h(ConversationRow, {key: conversation.id, conversation}),
  );
  return h(
    'div',
    {style: {width: 1000, height: 700, position: 'relative'}},
    h(
      MainContainer,
      {responsive: false},
      h(Sidebar, {position: 'left', scrollable: false}, h(ConversationList, null, conversations)),
      h(
        ChatContainer,
        {key: shown.thread},
        h(MessageList, {autoScrollToBottomOnMount: true, scrollBehavior: 'auto'}, messages),
        h(MessageInput, {placeholder: 'Text', attachButton: false}),
      ),
    ),
  );
}

export default {
  kind: 'peer',
  label: '@chatscope/chat-ui-kit-react',
  mount(root, {convs, msgs}) {
    state = {convs, msgs, thread: 0};
    host = root;
    createRoot(root).render(h(App));
  },
  openThread: (msgs) => update({msgs, thread: state.thread + 1}),
  append: (more) => update({msgs: state.msgs.concat(more)}),
  prepend: (older) => update({msgs: older.concat(state.msgs)}),
  setConversations: (convs) => update({convs}),
  bumpConversation: (i, preview) => update({convs: bumped(state.convs, i, preview)}),
  thread: () => host.querySelector('.cs-message-list__scroll-wrapper'),
  rows: () => host.querySelectorAll('.cs-message'),
  list: () =>
    host.querySelector('.cs-conversation-list ul')?.parentElement ??
    host.querySelector('.cs-conversation-list'),
  listRows: () => host.querySelectorAll('.cs-conversation'),
  input: () => host.querySelector('.cs-message-input__content-editor'),
};
