import {readFileSync} from 'node:fs';

/**
 * Like the manifest of the package, but with the leaves, which Storybook documents for those who work on them. The
 * analyzer leaves out whatever is tagged as internal, so it does not get to see the tag.
 */
const readWithInternals = ({ts, globs: paths}) =>
  paths.map((path) => {
    const source = readFileSync(path, 'utf8').replaceAll(' * @internal\n', '');
    return ts.createSourceFile(path, source, ts.ScriptTarget.ES2015, true);
  });

const withoutPrivates = {
  name: 'without-privates',
  packageLinkPhase({customElementsManifest}) {
    for (const {declarations = []} of customElementsManifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(({privacy = 'public'}) => privacy === 'public');
        declaration.events = declaration.events?.filter(({name}) => name);
      }
    }
  },
};

export default {
  globs: ['src/components/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  overrideModuleCreation: readWithInternals,
  plugins: [withoutPrivates],
};
