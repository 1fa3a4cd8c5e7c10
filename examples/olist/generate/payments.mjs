/** How an order is paid: mostly at once by card or boleto, at times by vouchers, each a row of its own. */
export function pay(random, items) {
  const due = items.reduce((sum, item) => sum + item.cents + item.freight, 0);
  // Interest of instalments: a few orders are paid with more than they cost.
  const total = random.chance(0.003) ? Math.round(due * random.between(1.001, 1.03)) : due;
  const type = random.weighted([
    ['credit_card', 7390],
    ['boleto', 1904],
    ['voucher', 278],
    ['debit_card', 153],
    ['split', 270],
    ['not_defined', 3],
  ]);
  if (type === 'not_defined') return [row(1, type, 1, 0)];
  if (type === 'voucher' || type === 'split') return split(random, type, total);
  const installments = type !== 'credit_card' ? 1 : random.chance(0.0003) ? 0 : installmentsOf(random, total);
  return [row(1, type, installments, total)];
}

function split(random, type, total) {
  const parts = random.weighted([
    [2, 75],
    [3, 15],
    [4, 6],
    [9, 1],
  ]);
  const rows = [];
  let left = total;
  // The first row of some orders is not in the published file: their numbers begin at 2.
  const first = random.chance(0.03) ? 2 : 1;
  for (let number = 0; number < parts; number++) {
    const cents = number === parts - 1 ? left : Math.floor(left * random.between(0.1, 0.6));
    left -= cents;
    const isCard = type === 'split' && number === 0;
    rows.push(
      row(first + number, isCard ? 'credit_card' : 'voucher', isCard ? installmentsOf(random, cents) : 1, cents),
    );
  }
  return rows;
}

const installmentsOf = (random, cents) =>
  cents < 3000
    ? 1
    : random.weighted([
        [1, 33],
        [2, 16],
        [3, 14],
        [4, 9],
        [5, 7],
        [6, 5],
        [8, 6],
        [10, 7],
        [12, 0.2],
        [24, 0.03],
      ]);
const row = (sequential, type, installments, cents) => ({ sequential, type, installments, cents });
