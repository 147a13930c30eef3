/**
 * How every reporter writes a failure, so that the summary of `npm test` can find it and say it again at the end: a line
 * that begins with ✖, and the details below it, indented by four.
 *
 * @param {string} name of the test, with its file
 * @param {string} details
 */
export const failure = (name, details) => `✖ ${name}\n${details.replace(/^/gm, '    ')}`;
