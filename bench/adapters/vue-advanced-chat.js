import {register} from 'vue-advanced-chat';
import {hhmm} from './_ui.js';

register();

const USERS = [
  {_id: 'me', username: 'Me'},
  {_id: 'them', username: 'Them'},
];
/** Instead of those that it would fetch. */
const EMOJI = [{annotation: 'grinning face', emoji: '😀', group: 0, order: 1, tags: ['face'], version: 1}];

let chat;
let rooms;
let messages = [];
/** What the next room is to show, once it asks. */
let next;
let bumps = 0;

const toMessage = ({id, dir, text, at}) => ({
  _id: String(id),
  indexId: id,
  content: text,
  senderId: dir === 'out' ? 'me' : 'them',
  username: dir === 'out' ? 'Me' : 'Them',
  timestamp: hhmm(at),
  date: '15 November',
  distributed: true,
  seen: false,
});
const toRoom = ({id, name, preview, at, unread}) => ({
  roomId: id,
  roomName: name,
  avatar: '',
  unreadCount: unread,
  index: at,
  users: USERS,
  lastMessage: {content: preview, senderId: 'them', username: name, timestamp: hhmm(at)},
});

function answerFetch() {
  if (!next) return;
  const found = next;
  next = null;
  setTimeout(() => {
    chat.messages = messages = found;
    chat.messagesLoaded = true;
  });
}

const inside = (selector) => chat.shadowRoot.querySelector(selector);

export default {
  kind: 'peer',
  label: 'vue-advanced-chat',
  prep: {msgs: (list) => list.map(toMessage), convs: (list) => list.map(toRoom)},
  mount(root, {convs, msgs}) {
    rooms = convs;
    next = msgs;
    chat = document.createElement('vue-advanced-chat');
    Object.assign(chat, {
      height: '700px',
      currentUserId: 'me',
      rooms,
      roomId: rooms[0].roomId,
      messages: [],
      messagesLoaded: false,
      roomsLoaded: true,
      showAudio: 'false',
      showEmojis: 'false',
      showReactionEmojis: 'false',
      showFiles: 'false',
      emojiDataSource: `data:application/json,${encodeURIComponent(JSON.stringify(EMOJI))}`,
      autoScroll: {
        send: {new: true, newAfterScrollUp: true},
        receive: {new: true, newAfterScrollUp: false},
      },
      textFormatting: {disabled: true},
    });
    chat.addEventListener('fetch-messages', answerFetch);
    root.append(chat);
  },
  openThread(msgs) {
    next = msgs;
    const current = rooms.findIndex(({roomId}) => roomId === chat.roomId);
    chat.messagesLoaded = false;
    chat.messages = [];
    chat.roomId = rooms[(current + 1) % rooms.length].roomId;
  },
  append: (more) => (chat.messages = messages = messages.concat(more)),
  prepend: (older) => (chat.messages = messages = older.concat(messages)),
  setConversations: (convs) => (chat.rooms = rooms = convs),
  bumpConversation(i, content) {
    const others = rooms.slice();
    const [room] = others.splice(i, 1);
    const lastMessage = {...room.lastMessage, content};
    chat.rooms = rooms = [{...room, index: 9e12 + bumps++, unreadCount: 1, lastMessage}, ...others];
  },
  thread: () => inside('#messages-list, .vac-container-scroll'),
  rows: () => chat.shadowRoot.querySelectorAll('.vac-message-wrapper'),
  list: () => inside('.vac-room-list'),
  listRows: () => chat.shadowRoot.querySelectorAll('.vac-room-item'),
  input: () => inside('textarea'),
};
