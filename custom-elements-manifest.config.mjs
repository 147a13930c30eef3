/** Leaves and private members are implementation details: only what is public stands in the manifest. */
const publicOnly = {
  name: 'public-only',
  analyzePhase({ts, node, moduleDoc}) {
    if (!ts.isClassDeclaration(node) || !node.name) return;
    const isInternal = ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal');
    if (!isInternal) return;
    const name = node.name.text;
    moduleDoc.declarations = moduleDoc.declarations?.filter((declaration) => declaration.name !== name);
    moduleDoc.exports = moduleDoc.exports?.filter((entry) => entry.declaration.name !== name);
  },
  packageLinkPhase({customElementsManifest}) {
    const declarations = customElementsManifest.modules.flatMap((module) => module.declarations ?? []);
    for (const declaration of declarations) {
      declaration.members = declaration.members?.filter(({privacy = 'public'}) => privacy === 'public');
      // An event whose name is put together in code stands in the manifest by its JSDoc, and once more without a name.
      declaration.events = declaration.events?.filter(({name}) => name);
      // What stands between is our own affair.
      declaration.superclass = {name: 'LitElement', package: 'lit'};
    }
    customElementsManifest.modules = customElementsManifest.modules.filter((module) =>
      module.declarations?.some((declaration) => declaration.customElement),
    );
  },
};

/** The package holds the built modules, not their sources. */
const pointAtBuiltModules = {
  name: 'point-at-built-modules',
  packageLinkPhase({customElementsManifest}) {
    const built = (path) => path.replace(/^\/?src\//, 'dist/esm/').replace(/\.ts$/, '.js');
    const visit = (value) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, entry] of Object.entries(value)) {
        if ((key === 'path' || key === 'module') && typeof entry === 'string') value[key] = built(entry);
        else visit(entry);
      }
    };
    visit(customElementsManifest.modules);
  },
};

export default {
  globs: ['src/components/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  outdir: '.',
  // package.json names the manifest already; a run with another folder would change that.
  packagejson: false,
  plugins: [publicOnly, pointAtBuiltModules],
};
