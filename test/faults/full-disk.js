// Loaded before the program: the disk is full after so many bytes of a report, as ROOM in the environment says.
const fs = require('node:fs');

const { openSync, writeSync } = fs;
const reports = new Map();

fs.openSync = (file, flags, ...rest) => {
  const descriptor = openSync(file, flags, ...rest);
  if (flags !== 'r' && /\.(tmp|json)$/.test(String(file))) reports.set(descriptor, Number(process.env.ROOM));
  return descriptor;
};

fs.writeSync = (descriptor, bytes, offset = 0, ...rest) => {
  const room = reports.get(descriptor);
  if (room === undefined) return writeSync(descriptor, bytes, offset, ...rest);
  if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const written = writeSync(descriptor, bytes, offset, Math.min(room, bytes.length - offset));
  reports.set(descriptor, room - written);
  return written;
};
