import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const CHUNK = 262_144;

/**
 * The bytes of a file, unpacked if it is a gzip file. Each chunk is valid until the next one is asked for: all of them come
 * in the same memory, so that a large export leaves no garbage behind.
 * @param onBytes told how many bytes of the file itself were read
 */
export async function* chunksOf(path: string, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    // By its first bytes: a name does not say what is in a file.
    if (await isPacked(handle)) yield* unpacked(path, onBytes);
    else yield* plain(handle, onBytes);
  } finally {
    await handle.close();
  }
}

async function isPacked(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

async function* plain(handle: FileHandle, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    onBytes(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

async function* unpacked(path: string, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const file = createReadStream(path).on('data', (chunk) => onBytes(chunk.length));
  // An error of either ends the loop below.
  pipeline(file, gunzip, () => {});
  yield* gunzip as AsyncIterable<Uint8Array>;
}
