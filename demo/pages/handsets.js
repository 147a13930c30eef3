import {formatAddress, h} from '../dom.js';
import {Handset} from '../handset.js';
import {HandsetPicker, findHandsets} from '../handset-picker.js';

/** The other side: any phone that the practice writes with. */
export function handsetsPage() {
  /** @type {Handset | undefined} */
  let handset;
  const phone = h('div', {class: 'handset-stage'}, emptyPhone());

  function open(owner) {
    handset?.destroy();
    handset = new Handset(owner);
    phone.replaceChildren(handset.element);
    picker.select(owner.address);
  }
  const picker = new HandsetPicker(({address}) => {
    location.hash = `#/handsets?${new URLSearchParams({address})}`;
  });

  return {
    title: 'Handsets',
    element: h(
      'div',
      {class: 'page handsets-page'},
      h(
        'div',
        {class: 'page-head'},
        h('h1', {}, 'Handsets'),
        h(
          'p',
          {class: 'muted'},
          'Pick a phone, see what it has received, and write from it. Answers arrive in SMS Chat at once.',
        ),
      ),
      h('div', {class: 'handsets'}, picker.element, phone),
    ),
    async update(parameters) {
      const address = parameters.get('address');
      if (!address) return;
      const [found] = await findHandsets(address, 1).catch(() => []);
      // Meanwhile the address may name another one.
      if (!location.hash.includes(encodeURIComponent(address))) return;
      open(
        found?.address === address ? found : {address, formattedAddress: formatAddress(address), name: null},
      );
    },
    leave() {
      handset?.destroy();
      picker.destroy();
    },
  };
}

function emptyPhone() {
  return h('p', {class: 'handset-empty muted'}, 'No handset is open.');
}
