import {GraphQLError, GraphQLScalarType, Kind} from 'graphql';

/** The contract's scalars: strings on the wire, up to a length; what they mean is read where they are used. */
export const scalars = {
  SmsDateTime: textScalar('SmsDateTime', 64),
  SmsCursor: textScalar('SmsCursor', 256),
  SmsAddress: textScalar('SmsAddress', 64),
};

function textScalar(name: string, most: number): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    if (typeof value === 'string' && value.length <= most) return value;
    throw new GraphQLError(`${name} is a string of at most ${most} characters`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: (value) => String(value),
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
  });
}
