import {css} from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
    display: block;
  }

  .bar {
    align-items: center;
    background: var(--_background);
    border-block-end: 1px solid var(--_border);
    display: flex;
    gap: 8px;
    min-height: calc(var(--_control) + 3 * var(--_space));
    padding-block: 6px;
    padding-inline: calc(2 * var(--_space)) calc(1.5 * var(--_space));
  }

  .narrow {
    padding-inline: 6px;
  }

  .back:dir(rtl) svg {
    transform: scaleX(-1);
  }

  .recipient {
    flex: 1;
    min-width: 0;
  }

  .recipient > div {
    align-items: center;
    display: flex;
    gap: 4px;
  }

  h2,
  p,
  bdi {
    margin: 0;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* Of a text that runs the other way, too, it is the end that is cut off. */
  bdi {
    display: block;
    width: fit-content;
  }

  h2 {
    font-size: 1.07em;
    font-weight: 600;
    line-height: 1.3;
  }

  p {
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }

  @media print {
    slot {
      display: none;
    }
  }

  /* Beside a long name, icons alone: the words stay as the names of the buttons. */
  @container (max-width: 519px) {
    .action {
      background: transparent;
      border-color: transparent;
      min-width: 36px;
      padding: 4px;
    }

    .action span {
      clip-path: inset(50%);
      height: 1px;
      overflow: hidden;
      position: absolute;
      width: 1px;
    }

    @media (pointer: coarse) {
      .action {
        min-width: 44px;
      }
    }
  }
`;
