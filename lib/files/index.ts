export { bytesOf, readingInstead } from './bytes';
export { decode } from './decode';
export { errorCode } from './error-code';
export {
  blocks,
  isObject,
  type Json,
  type JsonList,
  type JsonObject,
  type JsonPath,
  listInJson,
  memberPlaceInJson,
  parseJson,
  parseLocatedJson,
} from './json';
export { tooDeep, WHAT_TO_GIVE } from './json-error';
export { type Locator, lineStarts, locatorOf, type Span } from './locate';
export { TakesTooLong } from './takes-too-long';
export { guarded, readJsonFile, textOf } from './texts';
export { CannotWrite, type WholeFile, wholeFile } from './whole-file';
