export { type ByteStream, byteStream, bytesOf, readingInstead } from './bytes';
export { errorCode } from './error-code';
export {
  blocks,
  isObject,
  type Json,
  type JsonObject,
  type JsonPath,
  listInJson,
  memberPlaceInJson,
  parseJson,
  parseLocatedJson,
} from './json';
export { WHAT_TO_GIVE } from './json-error';
export { type Locator, lineStarts, locatorOf, type Span } from './locate';
export { isSameList, listSharer } from './shared-lists';
export { TakesTooLong } from './takes-too-long';
export { guarded, readJsonFile, textOf } from './texts';
export { CannotWrite, type WholeFile, wholeFile } from './whole-file';
