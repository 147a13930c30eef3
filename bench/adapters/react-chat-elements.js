import 'react-chat-elements/dist/main.css';
import {createElement as h, createRef, useLayoutEffect, useState} from 'react';
import {ChatList, Input, MessageList} from 'react-chat-elements';
import {createRoot} from 'react-dom/client';

const STYLE = '.mlist{flex:1;min-height:0;display:flex}.mlist .rce-mlist{flex:1}';

let state;
let update;
let host;
const reference = createRef();

const toMessage = ({id, dir, text, at}) => ({
  id,
  position: dir === 'out' ? 'right' : 'left',
  type: 'text',
  title: '',
  titleColor: '#000',
  text,
  date: new Date(at),
  status: 'received',
  focus: false,
  forwarded: false,
  replyButton: false,
  removeButton: false,
  notch: false,
  retracted: false,
});
const toConversation = ({id, name, preview, at, unread}) => ({
  id,
  avatar: '',
  alt: name,
  title: name,
  subtitle: preview,
  date: new Date(at),
  unread,
});
const thread = () => host.querySelector('.rce-mlist');

function App() {
  const [{convs, msgs, opened, isAtEnd}, setShown] = useState(state);
  update = (changes) => setShown((state = {...state, ...changes}));
  useLayoutEffect(() => {
    // The list itself does not begin at its end.
    if (isAtEnd) thread().scrollTop = 1e9;
  }, [msgs]);
  return h(
    'div',
    {style: {display: 'flex', width: 1000, height: 700}},
    h(
      'div',
      {className: 'lst', style: {width: 320, overflowY: 'auto'}},
      h(ChatList, {id: 'l', lazyLoadingImage: '', className: 'chat-list', dataSource: convs}),
    ),
    h(
      'div',
      {style: {flex: 1, display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0}},
      h(MessageList, {
        key: opened,
        referance: reference,
        className: 'mlist',
        lockable: false,
        toBottomHeight: '100%',
        dataSource: msgs,
      }),
      h(Input, {placeholder: 'Text', multiline: true, maxHeight: 100}),
    ),
  );
}

export default {
  kind: 'peer',
  label: 'react-chat-elements',
  prep: {
    msgs: (messages) => messages.map(toMessage),
    convs: (conversations) => conversations.map(toConversation),
  },
  mount(root, {convs, msgs}) {
    state = {convs, msgs, opened: 0, isAtEnd: true};
    host = root;
    const style = document.createElement('style');
    style.textContent = STYLE;
    document.head.append(style);
    createRoot(root).render(h(App));
  },
  openThread: (msgs) => update({msgs, opened: state.opened + 1, isAtEnd: true}),
  append(more) {
    const {scrollTop, clientHeight, scrollHeight} = thread();
    update({msgs: state.msgs.concat(more), isAtEnd: scrollTop + clientHeight >= scrollHeight - 8});
  },
  prepend: (older) => update({msgs: older.concat(state.msgs), isAtEnd: false}),
  setConversations: (convs) => update({convs}),
  bumpConversation(i, subtitle) {
    const convs = state.convs.slice();
    const [conversation] = convs.splice(i, 1);
    update({convs: [{...conversation, subtitle, unread: conversation.unread + 1}, ...convs]});
  },
  thread,
  rows: () => host.querySelectorAll('.rce-container-mbox'),
  list: () => host.querySelector('.lst'),
  listRows: () => host.querySelectorAll('.rce-container-citem'),
  input: () => host.querySelector('.rce-input'),
};
