/** What people call it when an identifier of somebody else's is enough. */
export const IDOR = ['IDOR', 'BOLA', 'insecure direct object reference'] as const;
