/** Plain names of fields that hold a secret; password hashes have a rule of their own. */
export const SECRET_NAME =
  /^(?:(?:password|pwd|pass)?salt|(?:otp|totp|mfa|twofactor|2fa)(?:secret|seed|key)|(?:api|client|app|webhook|signing|shared|jwt|hmac|consumer)secret|secretkey|secretaccesskey|privatekey|signingkey|encryptionkey|(?:password)?reset(?:password)?(?:token|code)|(?:email)?(?:verification|confirmation|activation)(?:token|code)|remembertoken|sessiontoken|refreshtoken|securityanswer|(?:mfa|2fa|backup|recovery)codes?|(?:(?:credit|debit)?card|cc)?(?:cvv2?|cvc2?|csc)|pincode)$/;

/** Plain names of fields that a service keeps for itself. */
export const INTERNAL_NAME =
  /^(?:deletedat|isdeleted|softdeleted|(?:failed)?loginattempts|failedlogins|lastloginip|signupip|createdbyip|registrationip|internal(?:notes?|id|comments?|status|flags?|data|score)|adminnotes?|staffnotes?|riskscore|fraudscore|trustscore|hibernatelazyinitializer|tenantdb|dbid|shardid)$/;

/** Plain names that grant something; they are everybody's business only in one's own record. */
export const PRIVILEGE_NAME = /^(?:isadmin|admin|isstaff|issuperuser|superuser|isroot)$/;
