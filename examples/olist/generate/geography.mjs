/**
 * Brazil as far as the marketplace needs it: states with their share of buyers and of sellers, the range of their post codes (first
 * five digits), and cities with their place and share of the state.
 */
const state = (code, buyers, sellers, zips, cities) => ({ code, buyers, sellers, zips, cities });

export const states = [
  state(
    'SP',
    41.9,
    59.7,
    [1000, 19999],
    [
      ['são paulo', -23.5505, -46.6333, 38],
      ['campinas', -22.9056, -47.0608, 7],
      ['guarulhos', -23.4543, -46.5337, 6],
      ['são bernardo do campo', -23.6914, -46.5646, 5],
      ['santo andré', -23.6639, -46.5383, 4],
      ['osasco', -23.5329, -46.7917, 4],
      ['ribeirão preto', -21.1775, -47.8103, 4],
      ['são josé dos campos', -23.1896, -45.8841, 4],
      ['sorocaba', -23.5015, -47.4526, 4],
      ['jundiaí', -23.1857, -46.8978, 3],
      ['ibitinga', -21.7578, -48.8289, 1],
      ['embu-guaçu', -23.8297, -46.8136, 1],
    ],
  ),
  state(
    'RJ',
    12.9,
    5.5,
    [20000, 28999],
    [
      ['rio de janeiro', -22.9068, -43.1729, 55],
      ['niterói', -22.8832, -43.1034, 10],
      ['nova iguaçu', -22.7556, -43.4603, 6],
      ['petrópolis', -22.5112, -43.1779, 4],
    ],
  ),
  state(
    'MG',
    11.7,
    8,
    [30000, 39999],
    [
      ['belo horizonte', -19.9167, -43.9345, 30],
      ['contagem', -19.9317, -44.0536, 8],
      ['juiz de fora', -21.7642, -43.3503, 7],
      ['uberlândia', -18.9186, -48.2772, 7],
      ['montes claros', -16.735, -43.8617, 4],
    ],
  ),
  state(
    'RS',
    5.5,
    4.2,
    [90000, 99999],
    [
      ['porto alegre', -30.0346, -51.2177, 30],
      ['caxias do sul', -29.1678, -51.1794, 9],
      ['pelotas', -31.7654, -52.3376, 5],
      ["sant'ana do livramento", -30.8908, -55.5328, 2],
    ],
  ),
  state(
    'PR',
    5.1,
    11.3,
    [80000, 87999],
    [
      ['curitiba', -25.4284, -49.2733, 40],
      ['londrina', -23.3045, -51.1696, 12],
      ['maringá', -23.4205, -51.9333, 10],
      ['foz do iguaçu', -25.5163, -54.5854, 5],
    ],
  ),
  state(
    'SC',
    3.7,
    6.1,
    [88000, 89999],
    [
      ['florianópolis', -27.5954, -48.548, 25],
      ['joinville', -26.3045, -48.8487, 18],
      ['blumenau', -26.9194, -49.0661, 12],
    ],
  ),
  state(
    'BA',
    3.4,
    0.6,
    [40000, 48999],
    [
      ['salvador', -12.9777, -38.5016, 40],
      ['feira de santana', -12.2664, -38.9663, 8],
      ['ilhéus', -14.793, -39.046, 4],
    ],
  ),
  state(
    'DF',
    2.2,
    1,
    [70000, 72799],
    [
      ['brasília', -15.7939, -47.8828, 80],
      ['taguatinga', -15.8364, -48.0564, 8],
    ],
  ),
  state(
    'ES',
    2,
    0.7,
    [29000, 29999],
    [
      ['vitória', -20.3155, -40.3128, 30],
      ['vila velha', -20.3297, -40.2925, 30],
    ],
  ),
  state(
    'GO',
    2,
    1.3,
    [72800, 76799],
    [
      ['goiânia', -16.6869, -49.2648, 50],
      ['anápolis', -16.3281, -48.953, 12],
    ],
  ),
  state(
    'PE',
    1.7,
    0.3,
    [50000, 56999],
    [
      ['recife', -8.0476, -34.877, 45],
      ['olinda', -8.0089, -34.8553, 10],
    ],
  ),
  state(
    'CE',
    1.3,
    0.4,
    [60000, 63999],
    [
      ['fortaleza', -3.7319, -38.5267, 60],
      ['juazeiro do norte', -7.2131, -39.3151, 6],
    ],
  ),
  state(
    'PA',
    1,
    0.05,
    [66000, 68899],
    [
      ['belém', -1.4558, -48.4902, 55],
      ['santarém', -2.4385, -54.6996, 9],
    ],
  ),
  state(
    'MT',
    0.9,
    0.13,
    [78000, 78899],
    [
      ['cuiabá', -15.601, -56.0974, 45],
      ['rondonópolis', -16.4673, -54.6372, 14],
    ],
  ),
  state(
    'MA',
    0.75,
    0.03,
    [65000, 65999],
    [
      ['são luís', -2.5307, -44.3068, 55],
      ['imperatriz', -5.5185, -47.4777, 14],
    ],
  ),
  state(
    'MS',
    0.72,
    0.17,
    [79000, 79999],
    [
      ['campo grande', -20.4697, -54.6201, 55],
      ['dourados', -22.2231, -54.812, 15],
    ],
  ),
  state(
    'PB',
    0.54,
    0.2,
    [58000, 58999],
    [
      ['joão pessoa', -7.1195, -34.845, 50],
      ['campina grande', -7.2219, -35.8731, 20],
    ],
  ),
  state(
    'PI',
    0.5,
    0.03,
    [64000, 64999],
    [
      ['teresina', -5.0892, -42.8019, 60],
      ['parnaíba', -2.9055, -41.7734, 10],
    ],
  ),
  state(
    'RN',
    0.49,
    0.16,
    [59000, 59999],
    [
      ['natal', -5.7945, -35.211, 50],
      ['mossoró', -5.1878, -37.3442, 15],
    ],
  ),
  state(
    'AL',
    0.42,
    0.03,
    [57000, 57999],
    [
      ['maceió', -9.6498, -35.7089, 65],
      ['arapiraca', -9.7549, -36.6615, 10],
    ],
  ),
  state(
    'SE',
    0.35,
    0.06,
    [49000, 49999],
    [
      ['aracaju', -10.9472, -37.0731, 65],
      ['lagarto', -10.9136, -37.6689, 8],
    ],
  ),
  state(
    'TO',
    0.28,
    0.03,
    [77000, 77999],
    [
      ['palmas', -10.2491, -48.3243, 45],
      ['araguaína', -7.1911, -48.2072, 15],
    ],
  ),
  state(
    'RO',
    0.25,
    0.06,
    [76800, 76999],
    [
      ['porto velho', -8.7612, -63.9039, 45],
      ['ji-paraná', -10.8853, -61.9517, 14],
    ],
  ),
  state(
    'AM',
    0.15,
    0.04,
    [69000, 69299],
    [
      ['manaus', -3.119, -60.0217, 85],
      ['parintins', -2.6283, -56.7358, 3],
    ],
  ),
  state(
    'AC',
    0.08,
    0.03,
    [69900, 69999],
    [
      ['rio branco', -9.9747, -67.8243, 80],
      ['cruzeiro do sul', -7.6307, -72.6757, 8],
    ],
  ),
  state(
    'AP',
    0.07,
    0.03,
    [68900, 68999],
    [
      ['macapá', 0.0349, -51.0694, 80],
      ['santana', -0.0583, -51.1728, 12],
    ],
  ),
  state('RR', 0.05, 0.03, [69300, 69399], [['boa vista', 2.8235, -60.6758, 90]]),
];

export const regionOf = {
  Norte: ['AC', 'AM', 'AP', 'PA', 'RO', 'RR', 'TO'],
  Nordeste: ['AL', 'BA', 'CE', 'MA', 'PB', 'PE', 'PI', 'RN', 'SE'],
  'Centro-Oeste': ['DF', 'GO', 'MS', 'MT'],
  Sudeste: ['ES', 'MG', 'RJ', 'SP'],
  Sul: ['PR', 'RS', 'SC'],
};

export const unaccented = (text) => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Great-circle distance in kilometres. */
export function distance(a, b) {
  const radians = Math.PI / 180;
  const half = (from, to) => Math.sin(((to - from) * radians) / 2) ** 2;
  const chord = half(a.lat, b.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(a.lng, b.lng);
  return 2 * 6371 * Math.asin(Math.sqrt(chord));
}
