import {css} from 'lit';

export const styles = css`
  .notice {
    align-items: center;
    background: var(--_background-subtle);
    border-block-end: 1px solid var(--_border);
    display: flex;
    gap: 8px;
    min-height: 32px;
    padding: 3px 12px;
  }

  .notice.warning {
    background: var(--_warning-background);
  }

  .warning svg {
    color: var(--_warning);
  }

  .danger svg {
    color: var(--_danger);
  }

  p {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .countdown {
    color: var(--_color-muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .warning .countdown {
    color: inherit;
  }

  .notice button {
    margin-inline-start: auto;
    min-height: 26px;
    padding-block: 1px;
  }
`;
