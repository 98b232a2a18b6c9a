export { decode } from './decode';
export { errorCode } from './error-code';
export {
  blocks,
  isObject,
  type Json,
  type JsonObject,
  type JsonPath,
  parseJson,
  parseLocatedJson,
  tooDeep,
  WHAT_TO_GIVE,
} from './json';
export { type Locator, locatorOf, type Span } from './locate';
export { guarded, readJsonFile, textOf } from './texts';
