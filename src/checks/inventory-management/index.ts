import type { Check } from '../rule.ts';

export const inventoryManagement: Check = {
  id: 'inventory-management',
  title: 'Inventory management',
  owasp: 'API9:2023 Improper Inventory Management',
  purpose: 'Is there anything live that should not be, or documented that is not?',
  rules: [],
};
