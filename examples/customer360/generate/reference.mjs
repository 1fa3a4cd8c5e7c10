/** Lists that the world is made of. */
const words = (text) => text.trim().split(/\s+/);

export const FIRST_NAMES = words(`
  Anna Ben Clara David Emma Felix Greta Henrik Ida Jonas Katarina Lukas Marie Niklas Olivia Paul Rosa Simon Theresa Ulrich
  Valerie Walter Xenia Yusuf Zoë José María André Chloé Léa Hugo Inès Noah Mia Ethan Ava Liam Sophia Mason Isabella
  Logan Amelia Lucas Harper Elijah Evelyn Oliver Abigail James Emily William Ella Alexander Scarlett Michael Grace Daniel Victoria
  Matthew Riley Samuel Aria Joseph Lily Carter Aubrey Owen Zoey Wyatt Penelope Dylan Layla Gabriel Nora Julian Hazel Levi Aurora
  Isaac Savannah Anthony Brooklyn Jaxon Bella Lincoln Claire Joshua Skylar Christopher Lucy Andrew Paisley Theodore Everly Caleb Naomi
  Ryan Elena Asher Sarah Nathan Ariana Thomas Allison Leo Gabriella Isaiah Alice Charles Madelyn Björn Søren Zeynep Ngozi`);
export const LAST_NAMES = words(`
  Adler Bauer Becker Braun Dietrich Engel Fischer Fuchs Graf Haas Hartmann Hoffmann Huber Jung Kaiser Keller Klein Koch Krüger Lang
  Lehmann Ludwig Maier Müller Neumann Otto Peters Richter Roth Sauer Schäfer Schmidt Schneider Schröder Schulz Seidel Sommer Stein Vogel Wagner
  Weber Winkler Wolf Zimmermann García Martínez Rodríguez López Hernández González Pérez Sánchez Ramírez Torres Rivera Gómez Díaz Reyes Morales Cruz
  Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis
  Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner
  Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Ward Richardson Watson Brooks Gray
  Kowalski Nowak Novák Horváth Nagy Popescu Ivanov Petrov Jensen Hansen Olsen Larsen Eriksson Lindqvist Virtanen Korhonen Rossi Russo Ferrari Bianchi
  Dubois Moreau Laurent Lefèvre Roux Okafor Adeyemi Mensah Nguyen Tran Pham Kim Park Choi Tanaka Suzuki Sato Singh Patel Sharma`);
export const DOMAINS = [
  ['gmail.com', 40],
  ['yahoo.com', 12],
  ['outlook.com', 14],
  ['hotmail.com', 8],
  ['icloud.com', 8],
  ['gmx.de', 8],
  ['web.de', 6],
  ['proton.me', 4],
];
/** As people type them. */
export const DOMAIN_TYPOS = {
  'gmail.com': ['gmial.com', 'gmail.con', 'gamil.com'],
  'yahoo.com': ['yaho.com', 'yahoo.co'],
  'outlook.com': ['outlok.com'],
  'hotmail.com': ['hotmial.com'],
};
export const PLACES = [
  ['Berlin', 'Berlin', 'DE', '10'],
  ['Hamburg', 'Hamburg', 'DE', '20'],
  ['Munich', 'Bavaria', 'DE', '80'],
  ['Cologne', 'North Rhine-Westphalia', 'DE', '50'],
  ['Vienna', 'Vienna', 'AT', '11'],
  ['Zurich', 'Zurich', 'CH', '80'],
  ['Amsterdam', 'North Holland', 'NL', '10'],
  ['Paris', 'Île-de-France', 'FR', '75'],
  ['London', 'England', 'GB', '40'],
  ['New York', 'New York', 'US', '10'],
  ['Chicago', 'Illinois', 'US', '60'],
  ['Austin', 'Texas', 'US', '78'],
];
export const PRODUCTS = words(
  'Alpine Breeze Canyon Drift Ember Fjord Glacier Harbor Islet Jetty Kestrel Lagoon Meadow Nimbus Orchard Prairie Quarry Ridge Summit Tundra',
).flatMap((name, i) => [
  { id: 7_000_000_000_001 + i * 2, title: `${name} Jacket`, type: 'Outerwear', price: 8900 + i * 710 },
  { id: 7_000_000_000_002 + i * 2, title: `${name} Backpack`, type: 'Gear', price: 3900 + i * 390 },
]);
export const AD_CAMPAIGNS = [
  'Brand',
  'Outerwear - Search',
  'Gear - Search',
  'Competitors',
  'Remarketing',
  'Shopping',
  'Spring Sale',
  'Performance Max',
].map((name, i) => ({
  id: 17_500_000_001 + i * 37,
  name,
  type: name === 'Remarketing' ? 'DISPLAY' : name === 'Shopping' ? 'SHOPPING' : 'SEARCH',
  groups: [151_000_000_001 + i * 100, 151_000_000_002 + i * 100],
  budgetMicros: (40 + i * 15) * 1e6,
  cpcMicros: (300 + i * 130) * 1000,
}));
export const MESSAGES = [
  'Welcome Series',
  'Weekly Newsletter',
  'Abandoned Cart',
  'Spring Lookbook',
  'Win-Back',
  'VIP Preview',
  'App Push: New In',
  'App Push: Price Drop',
].map((name, i) => ({
  id: `${(0x5f3a91c0 + i * 0x1111).toString(16)}a1b2c3d4e5f60718`,
  name,
  channel: name.startsWith('App') ? 'push' : 'email',
}));
/** Where web sessions come from: the weight, and what GA360 calls it. */
export const CHANNELS = [
  { name: 'paid_search', weight: 26, grouping: 'Paid Search', source: 'google', medium: 'cpc' },
  { name: 'email', weight: 16, grouping: 'Email', source: 'braze', medium: 'email' },
  { name: 'organic_search', weight: 24, grouping: 'Organic Search', source: 'google', medium: 'organic' },
  { name: 'social', weight: 12, grouping: 'Social', source: 'instagram', medium: 'social' },
  { name: 'referral', weight: 8, grouping: 'Referral', source: 'blog.example.org', medium: 'referral' },
  { name: 'direct', weight: 14, grouping: 'Direct', source: '(direct)', medium: '(none)' },
];
