import {expect} from '@open-wc/testing';
import {errorText} from '../../src/components/error-text.js';
import {ChatError} from '../../src/state/api/chat-error.js';

describe('errorText', () => {
  it('shows the host’s own words for a refusal', () => {
    const error = new ChatError('OPTED_OUT', 'Jane opted out on 3 May.', {refusal: true});
    expect(errorText(error)).to.equal('Jane opted out on 3 May.');
  });

  it('says in plain words what is wrong with the connection', () => {
    expect(errorText(new ChatError('NETWORK', 'Failed to fetch'))).to.equal('The server cannot be reached.');
    expect(errorText(new ChatError('AUTH_FAILED', 'getToken is not a function'))).to.equal(
      'Signing in did not work.',
    );
  });

  it('never shows the words of a program', () => {
    expect(errorText(new ChatError('INTERNAL', 'TypeError: x is undefined'))).to.not.contain('TypeError');
    expect(errorText(new ChatError('OTHER', 'E_FAIL 0x80004005'))).to.not.contain('E_FAIL');
  });
});
