import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import {configs as lit} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Text from outside stays text: nothing may parse it as markup, style or script, in any file. */
const noInjection = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text from outside would become markup. Render with lit, or set textContent.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
    message: 'Text from outside would become markup. Render with lit, or set textContent.',
  },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
    message: 'Text from outside would become markup. Render with lit, or set textContent.',
  },
  {
    selector:
      "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/[.](innerHTML|outerHTML)=|srcdoc=/]",
    message: 'Text from outside would become markup. Bind it as a child instead.',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle=/]',
    message:
      'A page with a strict style-src refuses style attributes. Use a class, or set a custom property from code.',
  },
];

/** TypeScript is for types only, so that any tool can strip it. */
const typesOnly = [
  {selector: 'TSEnumDeclaration', message: 'Use a union of literals.'},
  {selector: 'TSParameterProperty', message: 'Declare the field.'},
];

/** A test that does not run, or waits for time rather than for a fact, proves nothing. */
const honestTests = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs.',
  },
];

const bannedImports = [
  {
    regex: 'lit(-html)?/directives/(unsafe-html|unsafe-svg)\\.js$',
    message: 'Text from outside would become markup.',
  },
  {
    regex: 'lit(-html)?/directives/style-map\\.js$',
    message: 'It renders a style attribute first, which a page with a strict style-src refuses.',
  },
  {
    regex: 'lit(-html)?/directives/repeat\\.js$',
    message:
      'It leaks a comment node for each row removed (lit/lit#5298). Use map(), or keep row hosts and render into them.',
  },
  {
    regex: '^lit(-element)?(/.*)?$',
    importNames: ['unsafeCSS'],
    message: 'Text from outside would become style.',
  },
];

const noGraphqlWsEntry = {
  regex: '^graphql-ws$',
  message: "Use 'graphql-ws/client': the bare entry brings the server's part along.",
};
const noNode = {regex: '^node:', message: 'This part runs in browsers too.'};
const noLit = {regex: '^(lit|@lit/)', message: 'State knows nothing of elements.'};

const restrictImports = (...more) => ({
  'no-restricted-imports': ['error', {patterns: [...bannedImports, ...more]}],
});

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-manifest-*/',
      'data/',
      'storybook-static/',
      'coverage/',
      '.cache/',
      'bench/build/',
      // Each is checked by the tools of its framework: scripts/test-embed.mjs.
      'examples/',
      '**/*.gen.ts',
      'src/localization/locales/',
    ],
  },
  js.configs.recommended,
  {
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...noInjection, ...typesOnly],
      ...restrictImports(),
      // Text messages carry control characters, and we strip them.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', {null: 'ignore'}],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {parserOptions: {project: './tsconfig.json', tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
      // An async function without await still promises a promise.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', {checksVoidReturn: false}],
      // What was caught, of whatever type, may be thrown on.
      '@typescript-eslint/only-throw-error': 'off',
      'no-throw-literal': 'error',
      // lit calls handlers with the element as `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'stories/**/*.ts', 'test/components/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: {'lit-a11y': litA11y},
    rules: {
      ...litA11y.configs.recommended.rules,
      // It does not see <label>; axe does, in the tests.
      'lit-a11y/accessible-name': 'off',
      // The first field of a dialog should have the focus.
      'lit-a11y/no-autofocus': 'off',
      // In a listbox or a menu the keys go to the container, or to the field that controls it.
      'lit-a11y/click-events-have-key-events': 'off',
      // LitElement implements them all.
      'wc/guard-super-call': 'off',
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/quoted-expressions': ['error', 'never'],
    },
  },
  {files: ['src/**/*.ts'], rules: restrictImports(noNode, noGraphqlWsEntry)},
  {
    files: ['src/sms/**/*.ts', 'src/state/**/*.ts'],
    ignores: ['src/state/chat-context.ts', 'src/state/chat-slice.ts'],
    rules: restrictImports(noNode, noGraphqlWsEntry, noLit),
  },
  {
    files: ['server/domain/**/*.ts', 'server/log/**/*.ts', 'server/schema/**/*.ts'],
    rules: restrictImports(noNode),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...typesOnly, ...honestTests],
      // Events and answers of a host come untyped; the assertions check them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // node:test collects the promises of describe and it by itself.
            {from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite']},
            // Typed as a promise by the DOM plug-in, but none.
            {from: 'package', package: 'chai', name: 'Equal'},
          ],
        },
      ],
    },
  },
  {
    // chai's assertions are property reads.
    files: ['test/components/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {files: ['**/*.mjs'], languageOptions: {globals: globals.node}},
  {files: ['demo/**/*.js', 'bench/**/*.js'], languageOptions: {globals: globals.browser}},
  prettier,
);
