import {checks} from '../checks/index.js';
import {ruleIds, rules} from '../rules.js';

/** Every check as a table in Markdown, with what it needs; docs/conformance.md holds it. */
export function listChecks(): string {
  const rows = ruleIds.flatMap((id) => [
    `| **${id}** | **${rules[id]}** | |`,
    ...checks
      .filter(({rule}) => rule === id)
      .map(({title, needs = [], offers = []}) => {
        const hooks = needs.map((name) => `\`${name}\``).join(', ');
        return `| | ${title} | ${[hooks, ...offers].filter(Boolean).join(', ')} |`;
      }),
  ]);
  return ['| rule | check | needs |', '| --- | --- | --- |', ...rows].join('\n');
}
