/** Fields that name the record that they stand in. */
const OF_ITSELF = /^(?:_?id|uuid|guid|slug|handle|username|sku|isbn|serial)$/;
/** Numbers that services call by what they number: `order_no`, `invoiceNumber`, `bookingRef`. */
const NUMBERED = /(?:_no|[a-z]No|_number|[a-z]Number|_ref|[a-z]Ref)$/;
/** Fields that name another record, or their own by its kind: `user_id`. */
const OF_A_KIND = /(?:_id|Id|ID|_uuid|Uuid)$/;

/** A field whose value may fill a parameter. */
export function mayFill(name: string): boolean {
  return isOwnNumber(name) || OF_A_KIND.test(name) || /^(?:key|code)$|-id$/.test(name);
}

/** A field whose value says which one, and is not only called like a parameter. */
export function namesOne(name: string): boolean {
  return isOwnNumber(name) || OF_A_KIND.test(name) || ALSO_NAMING.test(name);
}

/** A field that names its record in the paths below the list: identifiers of others do not. */
export function namesInPath(name: string): boolean {
  return isOwnNumber(name) || /(?:_code|[a-z]Code)$/.test(name);
}

function isOwnNumber(name: string): boolean {
  return OF_ITSELF.test(name) || NUMBERED.test(name);
}

const ALSO_NAMING = /^(?:pk|login|iban|plate|vin)$|(?:_slug|Slug|_serial|Serial|_code|Code)$/;
