import {formatNumber, h} from '../dom.js';

/** What a dashboard begins with. SMS Chat is on it only by the badge in the header.  @param {import('../session.js').Session} session */
export function overviewPage(session) {
  const figures = h('dl', {class: 'figures'});
  const campaigns = h('div', {class: 'card'}, h('h2', {}, 'Campaigns'), h('p', {class: 'muted'}, 'Loading…'));

  load(session, figures, campaigns).catch((error) => {
    campaigns.replaceChildren(
      h('h2', {}, 'Campaigns'),
      h('p', {class: 'error', role: 'alert'}, error.message),
    );
  });

  return {
    title: 'Overview',
    element: h(
      'div',
      {class: 'page'},
      h('div', {class: 'page-head'}, h('h1', {}, 'Overview')),
      figures,
      h('div', {class: 'columns'}, campaigns, tour()),
    ),
  };
}

async function load(session, figures, campaigns) {
  const [account, lists, sent, {smsSenders}] = await Promise.all([
    session.request('/api/account'),
    session.request('/api/lists'),
    session.request('/api/campaigns'),
    session.query('{ smsSenders { id status } }'),
  ]);
  const ready = smsSenders.filter(({status}) => status === 'READY').length;
  figures.replaceChildren(
    figure('Message parts left', formatNumber(account.balanceParts)),
    figure('Contact lists', formatNumber(lists.length)),
    figure('Campaigns sent', formatNumber(sent.length)),
    figure(
      'Sender IDs',
      formatNumber(ready),
      ready < smsSenders.length ? `${smsSenders.length - ready} pending` : '',
    ),
  );
  campaigns.replaceChildren(h('h2', {}, 'Campaigns'), campaignTable(sent));
}

const figure = (label, value, note) =>
  h(
    'div',
    {class: 'card figure'},
    h('dt', {}, label),
    h('dd', {}, value, note && h('small', {class: 'muted'}, note)),
  );

function campaignTable(sent) {
  const row = ({name, recipients, parts}) =>
    h(
      'tr',
      {},
      h('th', {scope: 'row'}, name),
      h('td', {}, formatNumber(recipients)),
      h('td', {}, formatNumber(parts)),
    );
  const head = ['Name', 'Recipients', 'Parts'].map((text) => h('th', {scope: 'col'}, text));
  return h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...sent.map(row)));
}

/** What can be tried here. */
function tour() {
  const agentLink = new URL(location.href);
  agentLink.searchParams.set('agent', 'agent-tom');
  agentLink.hash = '#/sms-chat';
  const steps = [
    [
      'Open ',
      h('a', {href: '#/sms-chat'}, 'SMS Chat'),
      ' and its Handset panel: answer a message and see it arrive.',
    ],
    ['Write from any phone under ', h('a', {href: '#/handsets'}, 'Handsets'), ' and watch the badge above.'],
    [
      'Send a ',
      h('a', {href: '#/campaigns'}, 'campaign'),
      ' to a list, then answer it as one of its recipients.',
    ],
    [
      'Open ',
      h('a', {href: agentLink.href, target: '_blank'}, 'a second window as Tom'),
      ' and work in one inbox.',
    ],
  ];
  return h(
    'div',
    {class: 'card'},
    h('h2', {}, 'Try it'),
    h('ol', {class: 'steps'}, ...steps.map((parts) => h('li', {}, ...parts))),
    h(
      'p',
      {class: 'muted'},
      'All numbers are kept for fiction. A simulated carrier delivers; nothing leaves this machine.',
    ),
  );
}
