/** Portuguese name, English name (null: the translation file lacks it), share of sales, usual price, usual weight in grams. */
export const categories = `
cama_mesa_banho bed_bath_table 9.9 93 2100
beleza_saude health_beauty 8.6 130 1050
esporte_lazer sports_leisure 7.7 114 1740
moveis_decoracao furniture_decor 7.4 88 2650
informatica_acessorios computers_accessories 6.9 116 900
utilidades_domesticas housewares 6.2 91 3200
relogios_presentes watches_gifts 5.3 201 580
telefonia telephony 4 71 250
ferramentas_jardim garden_tools 3.9 111 2800
automotivo auto 3.8 139 2600
brinquedos toys 3.7 118 1850
cool_stuff cool_stuff 3.4 167 2550
perfumaria perfumery 3 116 480
bebes baby 2.7 134 3200
eletronicos electronics 2.5 58 700
papelaria stationery 2.2 92 1600
fashion_bolsas_e_acessorios fashion_bags_accessories 1.8 75 400
pet_shop pet_shop 1.7 110 2700
moveis_escritorio office_furniture 1.5 162 11400
consoles_games consoles_games 1 138 800
malas_acessorios luggage_accessories 1 129 5300
construcao_ferramentas_construcao construction_tools_construction 0.8 156 2900
eletrodomesticos home_appliances 0.7 104 3000
instrumentos_musicais musical_instruments 0.6 281 3500
eletroportateis small_appliances 0.6 280 3200
casa_construcao home_construction 0.5 138 2200
livros_interesse_geral books_general_interest 0.5 85 900
alimentos food 0.5 57 1000
moveis_sala furniture_living_room 0.4 137 8900
casa_conforto home_confort 0.4 133 3300
bebidas drinks 0.3 59 1900
audio audio 0.3 139 1000
market_place market_place 0.3 91 2000
construcao_ferramentas_iluminacao construction_tools_lights 0.3 135 1900
climatizacao air_conditioning 0.3 186 5400
moveis_cozinha_area_de_servico_jantar_e_jardim kitchen_dining_laundry_garden_furniture 0.3 165 11600
alimentos_bebidas food_drink 0.2 55 1500
industria_comercio_e_negocios industry_commerce_and_business 0.2 148 5900
livros_tecnicos books_technical 0.2 71 1100
telefonia_fixa fixed_telephony 0.2 225 700
fashion_calcados fashion_shoes 0.2 90 900
eletrodomesticos_2 home_appliances_2 0.2 476 13900
construcao_ferramentas_jardim costruction_tools_garden 0.2 130 2400
agro_industria_e_comercio agro_industry_and_commerce 0.2 342 5300
artes art 0.2 115 1500
pcs computers 0.18 1098 5900
sinalizacao_e_seguranca signaling_and_security 0.17 108 2100
construcao_ferramentas_seguranca construction_tools_safety 0.17 208 1900
artigos_de_natal christmas_supplies 0.13 57 2200
fashion_roupa_masculina fashion_male_clothing 0.12 81 600
fashion_underwear_e_moda_praia fashion_underwear_beach 0.12 72 350
moveis_quarto furniture_bedroom 0.1 183 9900
construcao_ferramentas_ferramentas costruction_tools_tools 0.1 155 2100
tablets_impressao_imagem tablets_printing_image 0.08 90 700
portateis_casa_forno_e_cafe small_appliances_home_oven_and_coffee 0.07 624 9500
cine_foto cine_photo 0.06 95 600
dvds_blu_ray dvds_blu_ray 0.06 93 500
livros_importados books_imported 0.05 77 700
fashion_roupa_feminina fashio_female_clothing 0.04 58 450
artigos_de_festas party_supplies 0.04 104 1100
musica music 0.03 158 700
moveis_colchao_e_estofado furniture_mattress_and_upholstery 0.03 114 13200
fraldas_higiene diapers_and_hygiene 0.03 40 900
flores flowers 0.03 33 600
fashion_esporte fashion_sport 0.03 70 500
casa_conforto_2 home_comfort_2 0.03 25 700
artes_e_artesanato arts_and_craftmanship 0.02 75 800
la_cuisine la_cuisine 0.01 146 5800
pc_gamer - 0.01 190 3500
cds_dvds_musicais cds_dvds_musicals 0.01 52 300
fashion_roupa_infanto_juvenil fashion_childrens_clothes 0.01 71 400
seguros_e_servicos security_and_services 0.01 141 300
portateis_cozinha_e_preparadores_de_alimentos - 0.02 264 2600
`
  .trim()
  .split('\n')
  .map((line) => {
    const [name, english, share, price, weight] = line.split(' ');
    return {
      name,
      english: english === '-' ? null : english,
      share: Number(share),
      price: Number(price),
      weight: Number(weight),
    };
  });
