/** Like the manifest of the package, but with the leaves: Storybook documents them for those who work on them. */
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
  plugins: [withoutPrivates],
};
