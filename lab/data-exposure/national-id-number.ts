import { serving } from './serving.ts';

export const ssn = serving({ '/people': [{ name: 'Ada', ssn: '536-90-4399' }] });
export const cpf = serving({ '/people': [{ nome: 'Ada', cpf: '529.982.247-25' }] });
export const masked = serving({ '/people': [{ name: 'Ada', ssn: '***-**-4399' }] });
export const lookAlikes = serving({
  '/people': [
    {
      part: '536-90-4399',
      ssn: '078-05-1120',
      cpf: '111.111.111-11',
      pesel: '44051401358',
      sessionId: '536904399',
    },
  ],
});
