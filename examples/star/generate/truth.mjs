/** What is true, of which the deliveries are a dirty account: tests compare the warehouse with it. */

export const segmentsTable = {
  name: 'customer_segments',
  columns: {
    customer_id: 'VARCHAR',
    customer_segment: 'VARCHAR',
    effective_date: 'DATE',
    /** The day on which the next segment begins; empty for the present one. */
    expiration_date: 'DATE',
    /** The present address. */
    email: 'VARCHAR',
  },
};

export function segmentsTruth(world) {
  return world.customers.flatMap((customer) =>
    customer.segments.map(({ segment, start }, at) => ({
      customer_id: customer.id,
      customer_segment: segment,
      effective_date: start,
      expiration_date: customer.segments[at + 1]?.start ?? null,
      email: customer.email,
    })),
  );
}

export const orderLinesTable = {
  name: 'order_lines',
  columns: {
    order_id: 'VARCHAR',
    product_id: 'VARCHAR',
    order_date: 'DATE',
    customer_id: 'VARCHAR',
    customer_segment: 'VARCHAR',
    quantity: 'INTEGER',
    unit_price: 'DECIMAL(12,2)',
    discount_amount: 'DECIMAL(12,2)',
  },
};

export function orderLinesTruth(world) {
  return world.lines.map(({ order, product, quantity, price, discount }) => ({
    order_id: order.id,
    product_id: product,
    order_date: order.date,
    customer_id: order.customer.id,
    customer_segment: order.customer.segments.findLast(({ start }) => start <= order.date).segment,
    quantity,
    unit_price: price,
    discount_amount: discount,
  }));
}
