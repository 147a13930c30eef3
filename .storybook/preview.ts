import type {Preview} from '@storybook/web-components-vite';
import {setCustomElementsManifest} from '@storybook/web-components-vite';
import {html} from 'lit';
import {withActions} from 'storybook/actions/decorator';
import type {ArgTypesEnhancer} from 'storybook/internal/types';
import manifest from 'virtual:elements-manifest';
import {extractArgTypes} from './arg-types.js';
import './preview.css';

setCustomElementsManifest(manifest);

/** What a story does not set cannot be set in its controls: events, parts and tokens are there to be read. */
const readOnlyUnlessSet: ArgTypesEnhancer = ({argTypes, initialArgs}) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => [
      name,
      name in initialArgs ? argType : {...argType, control: false},
    ]),
  );

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [
    (story, {globals, parameters}) =>
      html`<div class="surface ${globals.colorScheme}" dir=${globals.direction}>
        <div class="frame ${parameters.frame}">${story()}</div>
      </div>`,
    withActions,
  ],
  argTypesEnhancers: [readOnlyUnlessSet],
  initialGlobals: {colorScheme: 'light', direction: 'ltr'},
  globalTypes: {
    colorScheme: {
      description: 'Light or dark',
      toolbar: {icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true},
    },
    direction: {
      description: 'Direction of the page',
      toolbar: {
        icon: 'transfer',
        items: [
          {value: 'ltr', title: 'Left to right'},
          {value: 'rtl', title: 'Right to left'},
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    layout: 'fullscreen',
    a11y: {test: 'error'},
    controls: {expanded: true, sort: 'none'},
    docs: {extractArgTypes, toc: {headingSelector: 'h2, h3'}},
    options: {
      storySort: {
        order: [
          'Introduction',
          'Elements',
          ['sms-chat', 'sms-chat-badge'],
          'Themes',
          'Guides',
          [
            'Embedding',
            'Frameworks',
            'Theming',
            'Languages',
            'Accessibility',
            'Security',
            'Rules',
            'Conformance',
          ],
          'Leaves',
          ['List', 'Thread', 'Notices', 'Shared'],
        ],
      },
    },
  },
};

export default preview;
