/** The day, as YYYY-MM-DD in UTC: acknowledgments end by it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
