// The widget's own modules, so that this form and the composer count alike.
import {resolveMergeFields} from '/dist/esm/sms/merge-fields.js';
import {countSms} from '/dist/esm/sms/parts.js';

/**
 * About how many message parts a text takes, with an example for each merge field. What is charged is counted by
 * the server for each recipient.
 *
 * @param {string} body
 * @param {{key: string, example: string | null}[]} mergeFields
 * @param {{open: string, close: string, fallback: string}} syntax
 */
export function estimateParts(body, mergeFields, syntax) {
  const {text, unknown} = resolveMergeFields(body, {
    syntax,
    knownKeys: mergeFields.map(({key}) => key),
    values: new Map(mergeFields.map(({key, example}) => [key, example ?? ''])),
  });
  const {characters, parts, forcedBy} = countSms(text);
  return {characters, parts, forcedBy, unknown};
}
