/**
 * What is true after a day, before anything went wrong on the way: what the warehouse has to find out. One row a member or fact; `is_lost` where no delivery tells
 * enough to count it.
 */

const text = (...names) => Object.fromEntries(names.map((name) => [name, 'VARCHAR']));

export const truthTables = [
  {
    name: 'customers',
    columns: {
      ...text('customer_id', 'first_name', 'last_name', 'email', 'city', 'country_code'),
      signup_date: 'DATE',
      has_consent: 'BOOLEAN',
    },
    rows: ({ customers }) =>
      customers.map(({ id, first, last, email, city, country, signup, consent }) => ({
        customer_id: id,
        first_name: first,
        last_name: last,
        email,
        city,
        country_code: country.code,
        signup_date: signup,
        has_consent: consent,
      })),
  },
  {
    name: 'products',
    columns: {
      ...text('product_id', 'product_name', 'category', 'brand'),
      unit_price: 'DECIMAL(18,2)',
      unit_cost: 'DECIMAL(18,2)',
    },
    rows: ({ products }) =>
      products.map(({ id, name, category, brand, price, cost }) => ({
        product_id: id,
        product_name: name,
        category,
        brand,
        unit_price: price,
        unit_cost: cost,
      })),
  },
  {
    name: 'campaigns',
    columns: {
      campaign_id: 'VARCHAR',
      start_date: 'DATE',
      end_date: 'DATE',
      budget_amount: 'DECIMAL(18,2)',
      target_revenue: 'DECIMAL(18,2)',
    },
    rows: ({ campaigns }) =>
      campaigns.map(({ id, start, end, budget, targetRevenue }) => ({
        campaign_id: id,
        start_date: start,
        end_date: end,
        budget_amount: budget,
        target_revenue: targetRevenue,
      })),
  },
  {
    name: 'sales',
    columns: {
      order_id: 'VARCHAR',
      order_line_number: 'INTEGER',
      ...text('customer_id', 'product_id', 'campaign_id'),
      order_timestamp: 'TIMESTAMP',
      quantity: 'INTEGER',
      unit_price: 'DECIMAL(18,2)',
      discount_amount: 'DECIMAL(18,2)',
      tax_amount: 'DECIMAL(18,2)',
      is_lost: 'BOOLEAN',
    },
    // Whom and what a line is of is as its latest delivery says: nobody knows better. A tax that was not delivered is none.
    rows: ({ lines }) =>
      lines.map(({ order, number, time, quantity, price, discount, told }) => ({
        order_id: order,
        order_line_number: number,
        customer_id: told.customer,
        product_id: told.product,
        campaign_id: told.campaign,
        order_timestamp: time,
        quantity,
        unit_price: price,
        discount_amount: discount,
        tax_amount: told.tax,
        is_lost: told.isLost,
      })),
  },
  {
    name: 'performance',
    columns: {
      ...text('campaign_id', 'channel_code'),
      performance_date: 'DATE',
      impressions: 'BIGINT',
      clicks: 'BIGINT',
      cost: 'DECIMAL(18,2)',
      conversions: 'BIGINT',
      revenue: 'DECIMAL(18,2)',
    },
    // Codes that no dimension knows collide: what they share is no truth.
    rows: ({ performance }) =>
      performance
        .filter(({ campaign, channel }) => campaign !== 'CMP-9999' && channel !== 'UNKNOWN')
        .map(({ campaign, channel, date, measures, told }) => ({
          campaign_id: campaign,
          channel_code: channel,
          performance_date: date,
          impressions: measures.impressions,
          // Of a figure that was not delivered nothing is known, but for clicks: there were as many as purchases.
          clicks: told.clicks,
          cost: told.cost,
          conversions: measures.conversions,
          revenue: told.revenue,
        })),
  },
];
