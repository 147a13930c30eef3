import type {CodegenConfig} from '@graphql-codegen/cli';

const scalars = {
  SmsDateTime: 'string',
  SmsCursor: 'string',
  SmsAddress: 'string',
  ID: 'string',
};

/** `npm run codegen` writes these files; `npm test` fails when they differ from what it would write. */
const config: CodegenConfig = {
  schema: 'schema/sms-chat.graphql',
  generates: {
    'src/state/api/operations.gen.ts': {
      documents: 'src/state/api/operations.ts',
      plugins: ['typescript-operations'],
      config: {
        scalars,
        enumsAsTypes: true,
        avoidOptionals: false,
        immutableTypes: true,
        useTypeImports: true,
        skipTypename: true,
      },
    },
    'server/schema/resolvers.gen.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        scalars,
        enumsAsTypes: true,
        useTypeImports: true,
        contextType: './context.js#RequestContext',
        mappers: {
          SmsConversation: '../domain/views.js#ConversationView',
        },
      },
    },
  },
};

export default config;
