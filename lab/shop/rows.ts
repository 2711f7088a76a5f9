export interface User {
  readonly id: number;
  readonly tenant: number;
  email: string;
  name: string;
  phone?: string | undefined;
  /** Salt and hash. */
  password: string;
  role: 'customer' | 'admin';
  verified: boolean;
  /** Cents. */
  balance: number;
  settings: { plan: string; newsletter: boolean };
}

export interface Member {
  readonly userId: number;
  role: 'owner' | 'member';
}

export interface Team {
  readonly id: number;
  readonly tenant: number;
  name: string;
  members: Member[];
}

export interface Product {
  readonly id: number;
  name: string;
  category: string;
  /** Cents. */
  price: number;
  stock: number;
}

export interface Order {
  readonly id: number;
  readonly userId: number;
  note: string;
  total: number;
  status: 'placed' | 'paid' | 'refunded';
  addressId?: number | undefined;
}

export interface Line {
  readonly id: number;
  readonly orderId: number;
  readonly productId: number;
  quantity: number;
  price: number;
}

export interface Invoice {
  readonly id: number;
  readonly orderId: number;
  readonly number: string;
  readonly total: number;
}

export interface Address {
  readonly id: number;
  readonly userId: number;
  label: string;
  street: string;
  city: string;
}

export interface Review {
  readonly id: number;
  readonly userId: number;
  readonly productId: number;
  stars: number;
  text: string;
  approved: boolean;
}

export interface Upload {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly type: string;
  readonly content: string;
}

export interface Ticket {
  readonly id: number;
  readonly userId: number;
  subject: string;
  messages: { readonly from: number; readonly text: string }[];
}

export interface Webhook {
  readonly id: number;
  readonly userId: number;
  label: string;
  url: string;
}

export interface CartItem {
  readonly id: number;
  readonly userId: number;
  readonly productId: number;
  quantity: number;
  note?: string | undefined;
}
