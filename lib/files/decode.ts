import { type Problem, printed, publicText, type Text } from '../model';

/** The first bytes of what people pass by mistake, with what to do instead. */
const SIGNATURES: readonly { bytes: readonly number[]; is: string; remedy: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    is: 'a binary plan (or another zip file)',
    remedy: 'Print it as JSON: terraform show -json FILE > plan.json',
  },
  { bytes: [0x1f, 0x8b], is: 'a gzip file', remedy: 'Unpack it first: gunzip FILE' },
  {
    bytes: [0xff, 0xfe],
    is: 'UTF-16 text',
    remedy: 'Save it as UTF-8; in PowerShell: terraform show -json FILE | Out-File -Encoding utf8 plan.json',
  },
  { bytes: [0xfe, 0xff], is: 'UTF-16 text', remedy: 'Save it as UTF-8.' },
];

/** The bytes as text, without a byte order mark; or why they are none. Never a guess: damaged text is a problem. */
export function decode(bytes: Uint8Array, file: Text): string | Problem {
  const signature = SIGNATURES.find((each) => each.bytes.every((byte, index) => bytes[index] === byte));
  if (signature) {
    return { message: printed`is ${publicText(signature.is)}`, remedy: publicText(signature.remedy), at: { file } };
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    return {
      message: printed`is not text: byte ${nul} is 0`,
      remedy: publicText('Give a file in UTF-8.'),
      at: { file },
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      message: publicText('is not UTF-8 text, or too large for one string'),
      remedy: publicText('Save it as UTF-8.'),
      at: { file },
    };
  }
}
