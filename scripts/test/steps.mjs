import {check, componentTests, counted, inOrder, nodeTests, nodeTestsOnPostgres} from './kinds.mjs';

/**
 * The steps of `npm test`, cheapest first. Those that only read the repository run two at a time.
 *
 * @type {{name: string, title: string, reads?: boolean, run: () => Promise<import('./kinds.mjs').Counts>}[]}
 */
export const steps = [
  {
    name: 'format',
    title: 'prettier',
    reads: true,
    run: check(['prettier', '--check', '--log-level', 'warn', '.']),
  },
  {name: 'lint', title: 'eslint', reads: true, run: check(['eslint', '--max-warnings', '0', '.'])},
  {name: 'types', title: 'tsc', reads: true, run: check(['tsc', '--noEmit', '-p', '.'])},
  {
    name: 'templates',
    title: 'lit-analyzer',
    reads: true,
    // Its TypeScript takes the type of lit's `nothing` for a value that is bound.
    run: check(['lit-analyzer', '--quiet', '--strict', '--rules.no-incompatible-type-binding', 'off', 'src']),
  },
  {
    name: 'generated',
    title: 'generated files are up to date',
    reads: true,
    run: check(
      ['graphql-codegen', '--check'],
      ['node', '--import', 'tsx', 'scripts/trusted-documents.ts', '--check'],
      ['node', 'scripts/translations.mjs', '--check'],
      ['node', 'scripts/check-manifest.mjs'],
      ['node', 'scripts/api-tables.mjs', '--check'],
    ),
  },
  {
    name: 'unit',
    title: 'node:test in test/sms, test/state, test/localization, test/package, test/demo',
    run: nodeTests('sms', 'state', 'localization', 'package', 'demo'),
  },
  {name: 'build', title: 'npm run build', run: check(['node', 'scripts/build.mjs'])},
  {name: 'package', title: 'what npm would publish', run: check(['node', 'scripts/check-package.mjs'])},
  {
    name: 'docs',
    title: 'node:test in test/docs: snippets, links, and what documents name',
    run: inOrder(check(['node', 'scripts/build.mjs', '--if-stale']), nodeTests('docs')),
  },
  {name: 'size', title: 'size-limit', run: check(['size-limit'])},
  {name: 'host', title: 'node:test in test/server', run: nodeTests('server')},
  {
    name: 'host-postgres',
    title: 'node:test in test/server, on PostgreSQL, and in test/postgres',
    run: nodeTestsOnPostgres('server', 'postgres'),
  },
  {
    name: 'conformance',
    title: 'the command, as it is published, against the reference host',
    run: inOrder(
      check(
        ['node', 'scripts/build.mjs', 'conformance'],
        [
          'node',
          ...['--import', 'tsx', 'dist/conformance/cli.js'],
          ...['--adapter', 'conformance/adapters/reference.mjs', '--cut-seconds', '3'],
        ],
      ),
      nodeTests('conformance'),
    ),
  },
  {
    name: 'gateway',
    title: 'node:test in test/gateway: carriers over SMPP, through Kannel, and a provider over HTTP',
    run: nodeTests('gateway'),
  },
  {
    name: 'faults',
    title: 'faults of networks and processes, in small; npm run faults runs them in full',
    run: inOrder(
      check(['node', 'scripts/build.mjs', '--if-stale', 'bundles']),
      counted('node', '--import', 'tsx', 'test/faults/run.ts', '--small'),
    ),
  },
  {
    name: 'components',
    title: 'web-test-runner in test/components: Chromium, Firefox, WebKit',
    run: componentTests,
  },
  {
    name: 'e2e',
    title: 'node:test in test/e2e, in a browser against the host',
    run: inOrder(check(['node', 'scripts/build.mjs', '--if-stale', 'bundles']), nodeTests('e2e')),
  },
  {
    name: 'budgets',
    title: 'node:test in test/budgets: nodes, requests, bytes and rows of the built inbox',
    run: inOrder(check(['node', 'scripts/build.mjs', '--if-stale', 'bundles']), nodeTests('budgets')),
  },
  {
    name: 'storybook',
    title: 'build, and node:test in test/storybook',
    run: inOrder(
      check(['storybook', 'build', '--output-dir', 'storybook-static', '--quiet']),
      nodeTests('storybook'),
    ),
  },
];
