const PRIVILEGED = /admin|root|super|staff|owner|operator|manager|support|system|service/i;

/** True for roles of those who run the service, and who may see and do what other users may not. */
export function isPrivilegedRole(role: string): boolean {
  return PRIVILEGED.test(role);
}

const PLAIN =
  /^(?:role[_-])?(?:plain|basic|regular|normal|standard|ordinary|registered|default|free)?[ _-]?(?:user|member|customer|client|guest|reader|viewer|subscriber|student|buyer|visitor|patient|attendee|participant|passenger|patron|applicant|learner|authenticated|basic|regular|standard)s?$/i;

/** True for what services call those who only use them. */
export function isPlainRole(role: string): boolean {
  return PLAIN.test(role);
}

/** True for roles that everything is open to, wherever they are found: an operator or a manager may be a customer's. */
export function isAdministrator(role: string): boolean {
  return /admin|root|super/i.test(role);
}
