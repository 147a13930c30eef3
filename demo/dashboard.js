/** Signs in, fills the header, and shows the pages: what any host would have around the two elements. */
import {formatNumber, h} from './dom.js';
import {onHandsetMessage} from './handset-feed.js';
import {campaignsPage} from './pages/campaigns.js';
import {handsetsPage} from './pages/handsets.js';
import {inboxPage} from './pages/inbox.js';
import {overviewPage} from './pages/overview.js';
import {startRouter} from './router.js';
import {Session} from './session.js';

/** Counts that change in quick succession are read once. */
const BALANCE_DELAY_MS = 600;

const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const session = new Session(new URLSearchParams(location.search).get('agent'));
// Before anything is waited for: the badge begins to ask as soon as its class is there.
find('sms-chat-badge').auth = session.auth;

try {
  await session.auth();
  startDashboard();
} catch (error) {
  find('main').replaceChildren(
    h(
      'div',
      {class: 'page'},
      h('h1', {}, 'Could not sign in'),
      h('p', {class: 'error', role: 'alert'}, error.message),
      h('button', {type: 'button', onclick: () => location.reload()}, 'Try again'),
    ),
  );
}

function startDashboard() {
  find('#account-name').textContent = session.account.name;
  void offerAgents();
  startMenu();
  // A button, not a link: what stands after the # is the page's address here.
  find('#skip').addEventListener('click', () => find('main').focus());
  const refreshBalance = startBalance();
  startRouter(
    find('main'),
    {
      '/': () => overviewPage(session),
      '/sms-chat': () => inboxPage(session),
      '/campaigns': () => campaignsPage(session, refreshBalance),
      '/handsets': () => handsetsPage(),
    },
    (path, {title}) => {
      document.title = `${title} · ${session.account.name}`;
      document.body.dataset.page = title.toLowerCase().replace(' ', '-');
      for (const link of document.querySelectorAll('nav a:not(.brand)')) {
        if (link.getAttribute('href') === `#${path}`) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
    },
  );
}

/** Message parts left, read again when something was sent. */
function startBalance() {
  const balance = find('#balance');
  let timer = 0;
  async function refresh() {
    // A number that could not be read again is better than none.
    const account = await session.request('/api/account').catch(() => null);
    if (!account) return;
    balance.replaceChildren(
      h('strong', {}, formatNumber(account.balanceParts)),
      h('span', {class: 'balance-words'}, ' message parts left'),
    );
  }
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, BALANCE_DELAY_MS);
  };
  document.addEventListener('sms-chat-message-sent', refreshSoon);
  onHandsetMessage(refreshSoon);
  void refresh();
  return refreshSoon;
}

/** Another agent is another sign-in: the page starts afresh as them. */
async function offerAgents() {
  const agents = await fetch('/demo/agents.json').then((response) => response.json());
  const select = /** @type {HTMLSelectElement} */ (find('#agent'));
  select.replaceChildren(
    ...agents.map(({id, displayName}) =>
      h('option', {value: id, selected: id === session.agent.id}, displayName),
    ),
  );
  select.addEventListener('change', () => {
    const url = new URL(location.href);
    url.searchParams.set('agent', select.value);
    location.assign(url);
  });
}

/** On narrow screens the menu is behind a button. */
function startMenu() {
  const button = find('#menu-button');
  const setOpen = (open) => {
    button.setAttribute('aria-expanded', String(open));
    document.body.classList.toggle('menu-open', open);
  };
  button.addEventListener('click', () => setOpen(button.getAttribute('aria-expanded') !== 'true'));
  find('#scrim').addEventListener('click', () => setOpen(false));
  addEventListener('hashchange', () => setOpen(false));
  addEventListener('keydown', ({key}) => {
    if (key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    setOpen(false);
    button.focus();
  });
}
