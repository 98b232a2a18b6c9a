/** What a wrong input, or a job that is set up wrongly, ends in: exit code 2, with a message that says what to change. */
export function usage(message) {
  return Object.assign(new Error(message), { usage: true });
}

export function isUsage(error) {
  return error instanceof Error && error.usage === true;
}
