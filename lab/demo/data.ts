/** Everything here is made up; the card number is a published test number with another issuer's prefix. */
export const USERS = [
  {
    id: 1,
    name: 'Ada Byron',
    email: 'ada.byron@corvid-mail.net',
    phone: '+44 20 7946 0958',
    role: 'admin',
    passwordHash: '$2b$10$C6UzMDM.H6dfI/f/IKcEeO7ZQFQm4rQf0P7mYl0l1oQ9kq3tW0b8K',
  },
  {
    id: 2,
    name: 'Noor Haddad',
    email: 'noor.haddad@corvid-mail.net',
    phone: '+44 20 7946 0311',
    role: 'customer',
    passwordHash: '$2b$10$C6UzMDM.H6dfI/f/IKcEeOjzP1Q4Jm3v2D5d9mC8hL7uYkWqX2n3e',
  },
  {
    id: 3,
    name: 'Tomas Lind',
    email: 'tomas.lind@corvid-mail.net',
    phone: '+44 20 7946 0472',
    role: 'customer',
    passwordHash: '$2b$10$C6UzMDM.H6dfI/f/IKcEeOx8q5T3nB6s1K0wR7yV4eZ9aGhJcLfD2u',
  },
];

export const BOOKS = Array.from({ length: 240 }, (_none, at) => ({
  id: at + 1,
  title: `Field notes, volume ${at + 1}`,
  price: 9 + (at % 17),
  stock: (at * 7) % 40,
}));

export const ORDERS = Array.from({ length: 12 }, (_none, at) => ({
  id: 1001 + at,
  userId: 1 + (at % 3),
  books: [1 + at, 20 + at],
  total: 24 + at,
  shipTo: `${12 + at} Mill Lane`,
}));
