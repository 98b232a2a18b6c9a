export { ageText } from './age';
export { compareCatalogs, differenceJson, differenceText, isSame, type NamedCatalog } from './compare';
export { goneScopes } from './gone';
export { keptFrom, refreshedText } from './refreshed';
export { catalogJson, catalogText } from './show';
