import fc from 'fast-check';
import type { Reading } from '../../lib/model';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { planReading, render, reportOf } from './reports';

const FORMATS = ['sarif', 'junit', 'gitlab', 'github', 'html'] as const;

const ENTRIES = ['c', 'a', 'b'].flatMap((name) => [
  entry(`${TYPE}.${name}["x"]`, { after: body({ name, scopes: LACKS_USERS }) }),
  entry(`${TYPE}.${name}["y"]`, { after: body({ name, registered_redirect_uris: ['http://a.example.com'] }) }),
]);

function outputs(readings: readonly Reading[]): string[] {
  return FORMATS.map((format) => render(format, reportOf(...readings)));
}

test('the same input, in whatever order, gives the same bytes', () => {
  const whole = fc.shuffledSubarray(ENTRIES, { minLength: ENTRIES.length });
  const expected = outputs([planReading(ENTRIES, 'prod'), planReading(ENTRIES, 'test')]);
  fc.assert(
    fc.property(whole, whole, fc.boolean(), (one, other, reversed) => {
      const readings = [planReading(one, 'prod'), planReading(other, 'test')];
      expect(outputs(reversed ? readings.reverse() : readings)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
