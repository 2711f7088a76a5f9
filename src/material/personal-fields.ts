/** One kind of private fact about a person: the plain field names that announce it, and what it looks like. */
export interface PersonalKind {
  readonly name: string;
  readonly field: RegExp;
  readonly value: RegExp;
}

const WRITTEN = /[A-Za-z]{3}|\d{2}/;
export const PERSONAL_KINDS: readonly PersonalKind[] = [
  {
    name: 'date of birth',
    field: /^(?:dob|dateofbirth|birthdate|birthday|born|bornon)$/,
    value: /^(?:19|20)\d\d[-/.]?\d\d[-/.]?\d\d(?:T.*)?$|^\d\d[-/.]\d\d[-/.](?:19|20)\d\d$/,
  },
  { name: 'passport number', field: /^passport(?:no|num|number)$/, value: /^[A-Z0-9]{6,12}$/i },
  {
    name: 'driving licence number',
    field: /^(?:driver|driving|drivers)licen[cs]e(?:no|num|number)?$/,
    value: /\d{3}/,
  },
  {
    name: 'health data',
    field:
      /^(?:diagnos[ie]s|bloodtype|bloodgroup|medicalrecord(?:number|no)?|mrn|medicalhistory|medicalconditions?|allerg(?:y|ies)|prescriptions?|disabilit(?:y|ies)|hivstatus)$/,
    value: WRITTEN,
  },
  {
    name: 'belief, origin or orientation',
    field:
      /^(?:religion|ethnicity|race|sexualorientation|politicalaffiliation|politicalviews|unionmembership)$/,
    value: WRITTEN,
  },
  {
    name: 'salary',
    field: /^(?:salary|baseSalary|annualsalary|annualincome|monthlyincome|grosssalary)$/i,
    value: /^\d{3,}/,
  },
  { name: 'home address', field: /^(?:homeaddress|residentialaddress|privateaddress)$/, value: WRITTEN },
];

export const PHONE_FIELD =
  /^(?:.*phone(?:no|num|number)?|mobile(?:no|num|number)?|cell(?:no|number)?|msisdn|tel(?:efon|efone)?|handy)$/;
export const PHONE = /^\+?\(?\d[\d ().\-/]{6,18}\d$/;
