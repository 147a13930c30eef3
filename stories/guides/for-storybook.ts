/// <reference types="vite/client" />

const pictures = import.meta.glob<string>('../../docs/pictures/*.webp', {
  eager: true,
  import: 'default',
  query: '?url',
});

/** Documents that have a page here, by the names of their files. */
const GUIDES = [
  'embedding',
  'frameworks',
  'theming',
  'languages',
  'accessibility',
  'security',
  'rules',
  'conformance',
  'migration',
];

/** A document of the repository as a page of Storybook: its links lead to pages here, or are text where there is none. */
export function forStorybook(markdown: string): string {
  return markdown
    .replaceAll(/<!--[^]*?-->\n?/g, '')
    .replaceAll(/!\[([^\]]*)\]\(([^)]+)\)/g, (_, alt: string, file: string) => {
      return `![${alt}](${pictures[`../../docs/${file}`] ?? ''})`;
    })
    .replaceAll(/(?<!!)\[([^\]]*)\]\((?!https?:|#|\?)([^)]+)\)/g, (_, text: string, target: string) => {
      const [, name] = /([\w-]+)\.md(?:#|$)/.exec(target) ?? [];
      return name && GUIDES.includes(name) ? `[${text}](?path=/docs/guides-${name}--docs)` : text;
    });
}
