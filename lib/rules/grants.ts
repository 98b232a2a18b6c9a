/**
 * The grant types that the provider accepts (validator of terraform-provider-genesyscloud 1.84.1). `SAML2BEARER` is its own
 * second spelling of `SAML2-BEARER`; the API's enum has only the hyphened one.
 */
export const GRANT_TYPES = ['CODE', 'TOKEN', 'SAML2-BEARER', 'SAML2BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'] as const;
