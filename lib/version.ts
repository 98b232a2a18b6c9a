/** Name of the command, and of the tool in reports. */
export const TOOL = 'genesys-scopes';

/** Version of the package. A test compares it with package.json. */
export const VERSION = '0.1.0';
