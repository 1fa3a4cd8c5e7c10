/** A person, and what each system knows of them: ids in its style, and e-mail, name and phone as they were typed there. */
import { createHash } from 'node:crypto';
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY } from '../../../scripts/generate-data/time.mjs';
import { DOMAIN_TYPOS, DOMAINS, FIRST_NAMES, LAST_NAMES, PLACES } from './reference.mjs';

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').toLowerCase();
const hex = (...parts) => createHash('md5').update(parts.join(':')).digest('hex');
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `0035e00000AbCdEAAV`: three letters of the kind, 15 in all that count, three of a checksum. */
export function salesforceId(prefix, ...parts) {
  const digest = BigInt(`0x${hex(prefix, ...parts).slice(0, 14)}`);
  let text = '';
  for (let left = digest; text.length < 7; left /= 62n) text += BASE62[Number(left % 62n)];
  return `${prefix}5e00000${text.slice(0, 5)}AAV`;
}

export function createPerson({ seed, firstDay }, number, joins, people) {
  const random = createRandom(seed, 'person', number);
  // Some live with one who is there already: their name, phone and address.
  const kin = number > 20 && random.chance(0.05) ? people[random.integer(0, number - 1)] : undefined;
  const first = random.pick(FIRST_NAMES);
  const last = kin?.last ?? random.pick(LAST_NAMES);
  const [city, region, country, prefix] = kin ? kin.place : random.pick(PLACES);
  const place = [city, region, country, prefix];
  const local = `${plain(first)}.${plain(last)}${number}`;
  const domain = random.weighted(DOMAINS);
  const shopify = random.chance(0.72);
  const person = {
    number,
    id: `P${String(number).padStart(6, '0')}`,
    joins,
    leaves: random.chance(0.15) ? joins + random.integer(5, 60) : Number.POSITIVE_INFINITY,
    first,
    last,
    place,
    zip: kin?.zip ?? `${prefix}${String(random.integer(0, 999)).padStart(3, '0')}`,
    phone: kin?.phone ?? `15${String(random.integer(0, 99_999_999)).padStart(8, '0')}`,
    email: `${local}@${domain}`,
    workEmail: `${plain(first)[0]}${plain(last)}${number}@${random.pick(['acme', 'globex', 'initech', 'umbrella'])}.example`,
    activity: random.pick([0.05, 0.15, 0.25, 0.45]),
    created:
      firstDay + joins * DAY - (number % 3 === 0 ? 0 : random.integer(1, 500) * DAY) + random.integer(0, 80_000) * 1000,
    app: undefined,
  };
  const known = (kind) => identityIn(createRandom(seed, 'known', kind, number), person, kind);
  if (shopify) person.shopify = { id: 6_100_000_000_000 + number * 977, ...known('shopify') };
  if (random.chance(0.6)) person.braze = { id: hex(seed, 'braze', number).slice(0, 24), ...known('braze') };
  if (random.chance(0.25)) person.zendesk = { id: 360_000_000_000 + number * 131, ...known('zendesk') };
  const sales = random.next();
  if (sales < 0.14)
    person.contact = {
      id: salesforceId('003', seed, number),
      account: salesforceId('001', seed, Math.floor(number / 20)),
      ...known('contact'),
    };
  else if (sales < 0.36 || !(person.shopify || person.braze || person.zendesk))
    person.lead = { id: salesforceId('00Q', seed, number), ...known('lead') };
  const devices = random.chance(0.87) ? (random.chance(0.3) ? 2 : 1) : 0;
  person.visitors = Array.from({ length: devices }, (_, i) => ({
    id: String(10n ** 18n + (BigInt(`0x${hex(seed, 'visitor', number, i).slice(0, 15)}`) % (8n * 10n ** 18n))),
    device: i === 0 ? random.pick(['desktop', 'mobile']) : 'tablet',
  }));
  if (random.chance(0.45))
    person.app = {
      id: hex(seed, 'app', number),
      os: random.pick(['IOS', 'ANDROID']),
      isLoggedIn: shopify && random.chance(0.8),
    };
  return person;
}

/** What was typed: most of it right. */
function identityIn(random, person, kind) {
  const email = typedEmail(random, person, kind);
  return {
    email,
    first: random.chance(0.04) ? person.first[0] : typed(random, person.first),
    last: typed(random, person.last),
    phone: random.chance({ shopify: 0.7, braze: 0.7, zendesk: 0.65, contact: 0.9, lead: 0.85 }[kind])
      ? typedPhone(random, person.phone)
      : null,
    zip: person.zip,
  };
}

function typedEmail(random, { email, workEmail }, kind) {
  const [local, domain] = email.split('@');
  // A shop and a mailing tool have checked what they were given.
  const isChecked = kind === 'shopify' || kind === 'braze';
  const dice = random.next();
  if (!isChecked && dice < 0.03) return random.pick([null, '', 'n/a', 'noreply@example.com']);
  if (dice < 0.05 && DOMAIN_TYPOS[domain]) return `${local}@${random.pick(DOMAIN_TYPOS[domain])}`;
  if (!isChecked && dice < 0.075) return `${local.slice(0, 3)}${local.slice(4)}@${domain}`;
  if (!isChecked && dice < 0.1) return workEmail;
  if (dice < 0.2) return email.toUpperCase();
  if (dice < 0.24) return ` ${email} `;
  if (dice < 0.3) return `${local}+${random.pick(['shop', 'news', 'spam'])}@${domain}`;
  if (dice < 0.36 && domain === 'gmail.com') return `${local.replace('.', '')}@googlemail.com`;
  return email;
}

function typed(random, name) {
  if (random.chance(0.05)) return plain(name);
  if (random.chance(0.05)) return name.toUpperCase();
  if (name.length > 4 && random.chance(0.02)) return name.slice(0, 3) + name.slice(4);
  return name;
}

function typedPhone(random, phone) {
  return random.pick([
    `+49 ${phone}`,
    `0${phone}`,
    `+49${phone}`,
    `(0${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`,
  ]);
}

/** What a shop's login leaves in other systems: a digest of the address that the shop has. */
export const hashedEmail = (person) =>
  createHash('sha256').update(person.shopify.email.trim().toLowerCase()).digest('hex');
