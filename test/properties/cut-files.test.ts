import { writeFileSync } from 'node:fs';
import { cli, inFolder } from '../cli/run-cli';
import { body, entry, plan, TYPE, tfJson } from '../sources/inputs';

test.each([
  ['a plan', 'plan.json', plan([entry(`${TYPE}.a`, { after: body({ name: 'Agenten für Zürich' }) })])],
  ['a Terraform JSON document', 'main.tf.json', tfJson({ a: body({ name: 'Agenten für Zürich' }) })],
  ['a document on which a label stands', 'document.json', tfJson({ a: body() })],
])('%s that is cut at any byte is never exit code 0', async (_, file, text) => {
  const bytes = Buffer.from(text);
  const codeOf = async (length: number) => {
    writeFileSync(file, bytes.subarray(0, length));
    return (await cli(['check', `label=${file}`, '--format', 'json'])).code;
  };
  await inFolder({}, async () => {
    expect(await codeOf(bytes.length)).toBe(0);
    const read: number[] = [];
    for (let length = 0; length < bytes.length; length += 1) if ((await codeOf(length)) !== 3) read.push(length);
    expect(read).toEqual([]);
  });
});
