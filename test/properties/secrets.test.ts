import { asDocument } from './as-json';
import { asPlan } from './as-plan';
import { checkDocument, checkPlan } from './gates';
import { always } from './runs';
import { worldsOf } from './world-generator';
import { inClear, type WorldClient } from './worlds';

/** A name that is in none of the product's own texts: of capitals, with a blank before it, or with a wildcard. */
const TELLING = /^[A-Z:-]{4,}$|^ .|:\*$/;

test('what is sensitive is judged as what is in clear, and its name is in no finding', () => {
  always('pure', worldsOf(), (world) => {
    const hidden = world.map(
      (client): WorldClient => ({ ...client, list: client.list === 'elements' ? 'sensitive' : client.list }),
    );
    const [clear, sensitive] = [checkDocument(asDocument(inClear(world))), checkPlan(asPlan(hidden))];
    expect(sensitive.clients.map(({ verdict }) => verdict)).toEqual(clear.clients.map(({ verdict }) => verdict));
    const printed = JSON.stringify(sensitive.findings.map(({ message, id, subject }) => [message, id, subject]));
    const held = hidden.flatMap(({ list, elements }) => (list === 'sensitive' ? elements : []));
    const telling = held.map(({ name }) => name).filter((name) => TELLING.test(name));
    expect(telling.filter((name) => printed.includes(JSON.stringify(name).slice(1, -1)))).toEqual([]);
  });
});
