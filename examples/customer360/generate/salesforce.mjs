/** Salesforce: accounts, contacts, leads and opportunities, whole records each time they change. */
import { createRandom } from '../../../scripts/generate-data/random.mjs';
import { DAY, HOUR } from '../../../scripts/generate-data/time.mjs';
import { day, isoSeconds, shuffled, told } from './deliver.mjs';
import { salesforceId } from './people.mjs';

const STAGES = [
  'Prospecting',
  'Qualification',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
];
const LEAD_STATUS = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'];
const OWNER = '0055e000001AbCdAAV';

export function deliverSalesforce(world, index, landing) {
  const date = world.at(index);
  const stamp = (person, isChanged) =>
    isoSeconds(
      isChanged ? date + 10 * HOUR + (person.number % 3600) * 1000 : Math.max(person.created, date - 600 * DAY),
    );
  const contacts = told(world, index, 'contact');
  const accounts = new Map(contacts.map(({ person, isChanged }) => [person.contact.account, { person, isChanged }]));
  const opportunities = world.people.flatMap((person) =>
    person.contact && person.joins <= index ? opportunitiesOf(world, index, person) : [],
  );
  landing.json(
    'salesforce',
    'accounts',
    date,
    shuffled(
      world,
      index,
      'accounts',
      [...accounts.values()].map(({ person, isChanged }) => account(world, person, stamp(person, isChanged))),
    ),
  );
  landing.json(
    'salesforce',
    'contacts',
    date,
    shuffled(
      world,
      index,
      'contacts',
      contacts.map(({ person, isChanged }) => contact(person, stamp(person, isChanged))),
    ),
  );
  landing.json(
    'salesforce',
    'leads',
    date,
    shuffled(
      world,
      index,
      'leads',
      told(world, index, 'lead').map(({ person, isChanged }) =>
        lead(world, index, person, isChanged, stamp(person, isChanged)),
      ),
    ),
  );
  landing.json('salesforce', 'opportunities', date, shuffled(world, index, 'opportunities', opportunities));
}

function account(world, person, stamp) {
  const random = createRandom(world.seed, 'account', person.contact.account);
  return {
    Id: person.contact.account,
    Name: `${person.last} ${random.pick(['GmbH', 'Ltd', 'Inc.', 'AG'])}`,
    Type: random.pick(['Customer - Direct', 'Prospect', 'Customer - Channel']),
    Industry: random.pick(['Retail', 'Education', 'Hospitality', 'Technology', null]),
    NumberOfEmployees: random.integer(3, 2500),
    AnnualRevenue: random.integer(100, 90_000) * 1000,
    BillingCountryCode: person.place[2],
    OwnerId: OWNER,
    IsDeleted: false,
    CreatedDate: isoSeconds(person.created),
    SystemModstamp: stamp,
  };
}

function contact(person, stamp) {
  const { id, account: AccountId, email, first, last, phone, zip } = person.contact;
  return {
    Id: id,
    AccountId,
    FirstName: first,
    LastName: last,
    Email: email,
    Phone: phone,
    Title: ['Buyer', 'Head of Purchasing', 'Office Manager', null][person.number % 4],
    MailingCity: person.place[0],
    MailingPostalCode: zip,
    MailingCountryCode: person.place[2],
    LeadSource: ['Web', 'Trade Show', 'Partner Referral'][person.number % 3],
    HasOptedOutOfEmail: person.number % 17 === 0,
    IsDeleted: false,
    CreatedDate: isoSeconds(person.created),
    SystemModstamp: stamp,
  };
}

function lead(world, index, person, isChanged, stamp) {
  const random = createRandom(world.seed, 'lead', person.number, isChanged ? index : 'new');
  const { id, email, first, last, phone, zip } = person.lead;
  const status = isChanged ? random.integer(1, 3) : random.integer(0, 1);
  return {
    Id: id,
    FirstName: first,
    LastName: last,
    Company: ['Self', 'Acme', 'Globex', '[not provided]'][person.number % 4],
    Email: email,
    Phone: phone,
    PostalCode: zip,
    CountryCode: person.place[2],
    Status: LEAD_STATUS[status],
    Rating: random.pick(['Hot', 'Warm', 'Cold', null]),
    LeadSource: random.pick(['Web', 'Trade Show', 'Purchased List', 'Partner Referral']),
    NumberOfEmployees: random.integer(1, 800),
    IsConverted: status === 2,
    ConvertedDate: status === 2 ? day(world.at(index)) : null,
    IsDeleted: false,
    CreatedDate: isoSeconds(person.created),
    SystemModstamp: stamp,
  };
}

function opportunitiesOf(world, index, person) {
  const random = createRandom(world.seed, 'opportunity', person.number, index);
  if (!random.chance(0.04)) return [];
  const stage = random.integer(0, 5);
  const number = Math.floor((index + world.history) / 20);
  return [
    {
      Id: salesforceId('006', world.seed, person.number, number),
      AccountId: person.contact.account,
      ContactId: person.contact.id,
      Name: `${person.last} - Order ${number + 1}`,
      StageName: STAGES[stage],
      Amount: random.integer(5, 400) * 100,
      Probability: [10, 20, 60, 80, 100, 0][stage],
      CloseDate: day(world.at(index) + random.integer(5, 60) * DAY),
      IsClosed: stage >= 4,
      IsWon: stage === 4,
      LeadSource: 'Web',
      IsDeleted: false,
      CreatedDate: isoSeconds(world.at(number * 20 - world.history) + 9 * HOUR),
      SystemModstamp: isoSeconds(world.at(index) + 11 * HOUR),
    },
  ];
}
