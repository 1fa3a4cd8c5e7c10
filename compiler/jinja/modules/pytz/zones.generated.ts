// Written by tests/unit/jinja-modules/generate/zones.py from the tz database 2026f (public domain); not edited by hand.
/** A line for the zones of one history: types|names|old names; a type is name,offset,saving in minutes. */
export const ZONES = `
LMT,-16,0;LMT,-16,0;GMT,0,0|Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott Africa/Ouagadougou Atlantic/Reykjavik Atlantic/St_Helena|Africa/Timbuktu Iceland
LMT,147,0;LMT,147,0;+0230,150,0;EAT,180,0;+0245,165,0|Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte|Africa/Asmera
LMT,12,0;LMT,12,0;PMT,9,0;WET,0,0;CET,60,0;CEST,120,60|Africa/Algiers|
LMT,14,0;LMT,14,0;GMT,0,0;+0030,30,0;WAT,60,0|Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey Africa/Porto-Novo|
LMT,-62,0;LMT,-62,0;-01,-60,0;GMT,0,0|Africa/Bissau|
LMT,130,0;LMT,130,0;CAT,120,0|Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo|
LMT,125,0;LMT,125,0;EET,120,0;EEST,180,60|Africa/Cairo|Egypt
LMT,-30,0;LMT,-30,0;+00,0,0;+01,60,0|Africa/Casablanca|
LMT,-21,0;LMT,-21,0;WET,0,0;CET,60,0;CEST,120,60|Africa/Ceuta|
LMT,-53,0;LMT,-53,0;-01,-60,0;+00,0,0;+01,60,0|Africa/El_Aaiun|
LMT,112,0;LMT,112,0;SAST,90,0;SAST,120,0;SAST,180,60|Africa/Johannesburg Africa/Maseru Africa/Mbabane|
LMT,126,0;LMT,126,0;CAT,120,0;EAT,180,0|Africa/Juba|
LMT,130,0;LMT,130,0;CAT,120,0;EAT,180,0|Africa/Khartoum|
LMT,-43,0;MMT,-43,0;MMT,-44,0;GMT,0,0|Africa/Monrovia|
LMT,60,0;WAT,60,0;WAST,120,60|Africa/Ndjamena|
LMT,27,0;LMT,27,0;LMT,-37,0;GMT,0,0;WAT,60,0|Africa/Sao_Tome|
LMT,53,0;LMT,53,0;CET,60,0;EET,120,0|Africa/Tripoli|Libya
LMT,41,0;LMT,41,0;PMT,9,0;CET,60,0;CEST,120,60|Africa/Tunis|
LMT,68,0;LMT,68,0;+0130,90,0;CAT,120,0;SAST,180,60;WAT,60,-60|Africa/Windhoek|
LMT,733,0;LMT,733,0;BST,-660,0;HST,-600,0;HDT,-540,60|America/Adak|America/Atka US/Aleutian
LMT,840,0;LMT,840,0;AHST,-600,0;AKST,-540,0;AKDT,-480,60|America/Anchorage US/Alaska|
LMT,-264,0;LMT,-264,0;AST,-240,0;APT,-180,60|America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk America/Lower_Princes America/Marigot America/Montserrat America/Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola|America/Virgin
LMT,-193,0;LMT,-193,0;-03,-180,0;-02,-120,60|America/Araguaina|
LMT,-234,0;LMT,-234,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Buenos_Aires|America/Buenos_Aires
LMT,-263,0;LMT,-263,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Catamarca|America/Argentina/ComodRivadavia America/Catamarca
LMT,-257,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Cordoba|America/Cordoba America/Rosario
LMT,-261,0;LMT,-261,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Jujuy America/Argentina/Tucuman|America/Jujuy
LMT,-267,0;LMT,-267,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/La_Rioja|
LMT,-275,0;LMT,-275,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Mendoza|America/Mendoza
LMT,-277,0;LMT,-277,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Rio_Gallegos|
LMT,-262,0;LMT,-262,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Salta|
LMT,-274,0;LMT,-274,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/San_Juan|
LMT,-265,0;LMT,-265,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/San_Luis|
LMT,-273,0;LMT,-273,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Ushuaia|
LMT,-231,0;AMT,-231,0;-04,-240,0;-03,-180,0|America/Asuncion|
LMT,-318,0;LMT,-318,0;CMT,-320,0;EST,-300,0|America/Atikokan America/Cayman America/Panama|America/Coral_Harbour EST
LMT,-154,0;LMT,-154,0;-03,-180,0;-02,-120,60|America/Bahia America/Fortaleza|
LMT,-421,0;LMT,-421,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Bahia_Banderas|
LMT,-238,0;LMT,-238,0;AST,-240,0;ADT,-180,60;-0330,-210,30|America/Barbados|
LMT,-194,0;LMT,-194,0;-03,-180,0;-02,-120,60|America/Belem|
LMT,-353,0;LMT,-353,0;CST,-360,0;-0530,-330,30;CDT,-300,60|America/Belize|
LMT,-243,0;LMT,-243,0;-04,-240,0;-03,-180,60|America/Boa_Vista|
LMT,-296,0;BMT,-296,0;-05,-300,0;-04,-240,60|America/Bogota|
LMT,-465,0;LMT,-465,0;PST,-480,0;MST,-420,0;MDT,-360,60|America/Boise|
-00,0,0;-00,0,0;MST,-420,0;MDT,-360,60;EST,-300,0|America/Cambridge_Bay|
LMT,-218,0;LMT,-218,0;-04,-240,0;-03,-180,60|America/Campo_Grande|
LMT,-347,0;LMT,-347,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Cancun|
LMT,-268,0;CMT,-268,0;-0430,-270,0;-04,-240,0|America/Caracas|
LMT,-209,0;LMT,-209,0;-04,-240,0;-03,-180,0|America/Cayenne|
LMT,-351,0;LMT,-351,0;CST,-360,0;CDT,-300,60|America/Chicago US/Central|
LMT,-424,0;LMT,-424,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Chihuahua|
LMT,-426,0;LMT,-426,0;MST,-420,0;MDT,-360,60;CDT,-300,60|America/Ciudad_Juarez|
LMT,-336,0;SJMT,-336,0;CST,-360,0;CDT,-300,60|America/Costa_Rica|
LMT,-288,0;LMT,-288,0;SMT,-283,0;-05,-300,0;-04,-240,0;-03,-180,0|America/Coyhaique|
LMT,-448,0;LMT,-448,0;MST,-420,0;MDT,-360,60|America/Creston America/Phoenix US/Arizona|MST
LMT,-224,0;LMT,-224,0;-04,-240,0;-03,-180,60|America/Cuiaba|
LMT,-75,0;LMT,-75,0;-03,-180,0;-02,-120,60;GMT,0,0|America/Danmarkshavn|
LMT,-558,0;LMT,-558,0;YST,-540,0;PST,-480,0;MST,-420,0|America/Dawson|
LMT,-481,0;LMT,-481,0;PST,-480,0;MST,-420,0|America/Dawson_Creek|
LMT,-420,0;MST,-420,0;MDT,-360,60|America/Denver US/Mountain|America/Shiprock Navajo
LMT,-332,0;LMT,-332,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Detroit|US/Michigan
LMT,-454,0;LMT,-454,0;MST,-420,0;CST,-360,0|America/Edmonton Canada/Mountain|America/Yellowknife
LMT,-279,0;LMT,-279,0;-05,-300,0;-04,-240,0|America/Eirunepe|
LMT,-357,0;LMT,-357,0;CST,-360,0;CDT,-300,60|America/El_Salvador|
LMT,-468,0;LMT,-468,0;PDT,-420,60;PST,-480,0|America/Tijuana|America/Ensenada America/Santa_Isabel Mexico/BajaNorte
LMT,-491,0;LMT,-491,0;PST,-480,0;MST,-420,0|America/Fort_Nelson|
LMT,-345,0;LMT,-345,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Indianapolis America/Indiana/Marengo|America/Fort_Wayne America/Indianapolis US/East-Indiana
LMT,-240,0;AST,-240,0;ADT,-180,60|America/Glace_Bay|
LMT,-207,0;LMT,-207,0;-03,-180,0;-02,-120,0;-01,-60,60|America/Nuuk|America/Godthab
LMT,-242,0;LMT,-242,0;NST,-211,0;NDT,-151,60;NST,-210,0;NDT,-150,60;AST,-240,0;ADT,-180,60;ADDT,-120,120|America/Goose_Bay|
LMT,-285,0;LMT,-285,0;KMT,-307,0;EST,-300,0;EDT,-240,60|America/Grand_Turk|
LMT,-362,0;LMT,-362,0;CST,-360,0;CDT,-300,60|America/Guatemala|
LMT,-319,0;LMT,-319,0;QMT,-314,0;-05,-300,0;-04,-240,60|America/Guayaquil|
LMT,-233,0;LMT,-233,0;-04,-240,0;-0345,-225,0;-03,-180,0|America/Guyana|
LMT,-254,0;LMT,-254,0;AST,-240,0;ADT,-180,60|America/Halifax Canada/Atlantic|
LMT,-329,0;LMT,-329,0;HMT,-330,0;CST,-300,0;CDT,-240,60|America/Havana|Cuba
LMT,-444,0;LMT,-444,0;MST,-420,0;MDT,-360,60|America/Hermosillo|
LMT,-346,0;LMT,-346,0;CST,-360,0;CDT,-300,60|America/Indiana/Knox|America/Knox_IN US/Indiana-Starke
LMT,-349,0;LMT,-349,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Petersburg|
LMT,-347,0;LMT,-347,0;CST,-360,0;CDT,-300,60;EDT,-240,60|America/Indiana/Tell_City|
LMT,-340,0;LMT,-340,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Vevay|
LMT,-350,0;LMT,-350,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Vincennes|
LMT,-346,0;LMT,-346,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Winamac|
-00,0,0;-00,0,0;PST,-480,0;MST,-420,0;CST,-360,0|America/Inuvik|
-00,0,0;-00,0,0;EDT,-240,60;EST,-300,0;CST,-360,0|America/Iqaluit|America/Pangnirtung
LMT,-307,0;KMT,-307,0;EST,-300,0;EDT,-240,60|America/Jamaica|Jamaica
LMT,902,0;LMT,902,0;AKDT,-480,60;PDT,-420,60;AKST,-540,0|America/Juneau|
LMT,-343,0;LMT,-343,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Kentucky/Louisville|America/Louisville
LMT,-339,0;LMT,-339,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Kentucky/Monticello|
LMT,-273,0;CMT,-273,0;BST,-213,60;-04,-240,0|America/La_Paz|
LMT,-308,0;LMT,-308,0;LMT,-309,0;-05,-300,0;-04,-240,60|America/Lima|
LMT,-473,0;LMT,-473,0;PST,-480,0;PDT,-420,60|America/Los_Angeles US/Pacific|
LMT,-143,0;LMT,-143,0;-03,-180,0;-02,-120,60|America/Maceio|
LMT,-345,0;MMT,-345,0;CST,-360,0;CDT,-300,60|America/Managua|
LMT,-240,0;-04,-240,0;-03,-180,60|America/Manaus|Brazil/West
LMT,-244,0;FFMT,-244,0;AST,-240,0;ADT,-180,60|America/Martinique|
LMT,-390,0;LMT,-390,0;CST,-360,0;CDT,-300,60|America/Matamoros|
LMT,-426,0;LMT,-426,0;MST,-420,0;MDT,-360,60|America/Mazatlan|Mexico/BajaSur
LMT,-350,0;LMT,-350,0;CST,-360,0;CDT,-300,60|America/Menominee|
LMT,-358,0;LMT,-358,0;CST,-360,0;CDT,-300,60|America/Merida|
LMT,914,0;LMT,914,0;AKDT,-480,60;PDT,-420,60;AKST,-540,0|America/Metlakatla|
LMT,-397,0;LMT,-397,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Mexico_City|Mexico/General
LMT,-225,0;LMT,-225,0;AST,-240,0;-03,-180,0;-02,-120,60|America/Miquelon|
LMT,-259,0;LMT,-259,0;EST,-300,0;AST,-240,0;ADT,-180,60|America/Moncton|
LMT,-401,0;LMT,-401,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Monterrey|
LMT,-225,0;MMT,-225,0;-04,-240,0;-03,-180,0;-0330,-210,0;-0230,-150,30;-02,-120,60;-0130,-90,90|America/Montevideo|
LMT,-318,0;LMT,-318,0;EST,-300,0;EDT,-240,60|America/Nassau America/Toronto Canada/Eastern|America/Montreal America/Nipigon America/Thunder_Bay
LMT,-296,0;LMT,-296,0;EST,-300,0;EDT,-240,60|America/New_York US/Eastern|
LMT,778,0;LMT,778,0;BST,-660,0;BDT,-600,60;AKST,-540,0;AKDT,-480,60|America/Nome|
LMT,-130,0;LMT,-130,0;-02,-120,0;-01,-60,60|America/Noronha|Brazil/DeNoronha
LMT,-407,0;LMT,-407,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/North_Dakota/Beulah|
LMT,-405,0;LMT,-405,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/North_Dakota/Center|
LMT,-406,0;LMT,-406,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/North_Dakota/New_Salem|
LMT,-418,0;LMT,-418,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Ojinaga|
LMT,-221,0;PMT,-221,0;-0330,-210,0;-03,-180,0|America/Paramaribo|
LMT,-289,0;PPMT,-289,0;EST,-300,0;EDT,-240,60|America/Port-au-Prince|
LMT,-271,0;LMT,-271,0;-05,-300,0;-04,-240,0|America/Rio_Branco|America/Porto_Acre Brazil/Acre
LMT,-256,0;LMT,-256,0;-04,-240,0;-03,-180,60|America/Porto_Velho|
LMT,-284,0;LMT,-284,0;SMT,-283,0;-05,-300,0;-04,-240,0;-03,-180,0|America/Punta_Arenas|
LMT,-389,0;LMT,-389,0;CST,-360,0;EST,-300,0|America/Winnipeg Canada/Central|America/Rainy_River
-00,0,0;-00,0,0;CST,-360,0;CDT,-300,60|America/Rankin_Inlet America/Resolute|
LMT,-140,0;LMT,-140,0;-03,-180,0;-02,-120,60|America/Recife|
LMT,-419,0;LMT,-419,0;MST,-420,0;CST,-360,0|America/Regina|Canada/Saskatchewan
LMT,-219,0;LMT,-219,0;-04,-240,0;-03,-180,0|America/Santarem|
LMT,-283,0;SMT,-283,0;-05,-300,0;-04,-240,0;-03,-180,60|America/Santiago|Chile/Continental
LMT,-280,0;SDMT,-280,0;EST,-300,0;AST,-240,0;-0430,-270,30|America/Santo_Domingo|
LMT,-186,0;LMT,-186,0;-03,-180,0;-02,-120,60|America/Sao_Paulo|Brazil/East
LMT,-88,0;LMT,-88,0;-02,-120,0;-01,-60,60;+00,0,60|America/Scoresbysund|
LMT,899,0;LMT,899,0;AKDT,-480,60;PDT,-420,60;AKST,-540,0|America/Sitka|
LMT,-211,0;NST,-211,0;NDT,-151,60;NST,-210,0;NDT,-150,60;NDDT,-90,120|America/St_Johns Canada/Newfoundland|
LMT,-431,0;LMT,-431,0;MST,-420,0;CST,-360,0|America/Swift_Current|
LMT,-349,0;LMT,-349,0;CST,-360,0;CDT,-300,60|America/Tegucigalpa|
LMT,-275,0;LMT,-275,0;AST,-240,0;ADT,-180,60|America/Thule|
LMT,-492,0;LMT,-492,0;PST,-480,0;MST,-420,0|America/Vancouver Canada/Pacific|
LMT,-540,0;YST,-540,0;PST,-480,0;MST,-420,0|America/Whitehorse|Canada/Yukon
LMT,881,0;LMT,881,0;AKST,-540,0;AKDT,-480,60|America/Yakutat|
-00,0,0;-00,0,0;+08,480,0;+11,660,0|Antarctica/Casey|
-00,0,0;-00,0,0;+07,420,0;+05,300,0|Antarctica/Davis Antarctica/Vostok|
LMT,589,0;LMT,589,0;+10,600,0|Antarctica/DumontDUrville Pacific/Chuuk Pacific/Port_Moresby|Pacific/Truk Pacific/Yap
-00,0,0;-00,0,0;AEST,600,0;AEDT,660,60|Antarctica/Macquarie|
-00,0,0;-00,0,0;+06,360,0;+05,300,0|Antarctica/Mawson|
LMT,699,0;LMT,699,0;NZMT,690,0;NZST,750,60;NZST,720,0;NZDT,780,60|Antarctica/McMurdo Pacific/Auckland|Antarctica/South_Pole NZ
-00,0,0;-00,0,0;-03,-180,0;-04,-240,0;-02,-120,60|Antarctica/Palmer|
-00,0,0;-00,0,0;-03,-180,0|Antarctica/Rothera|
LMT,187,0;LMT,187,0;+03,180,0|Antarctica/Syowa Asia/Aden Asia/Kuwait Asia/Riyadh|
-00,0,0;+00,0,0;+02,120,120|Antarctica/Troll|
LMT,53,0;LMT,53,0;CET,60,0;CEST,120,60;CEMT,180,120|Arctic/Longyearbyen Europe/Berlin Europe/Copenhagen Europe/Oslo Europe/Stockholm|Atlantic/Jan_Mayen
LMT,308,0;LMT,308,0;+05,300,0;+06,360,0;+07,420,60|Asia/Almaty|
LMT,144,0;LMT,144,0;EET,120,0;+03,180,0|Asia/Amman|
LMT,710,0;LMT,710,0;+12,720,0;+13,780,60;+14,840,60;+11,660,0|Asia/Anadyr|
LMT,201,0;LMT,201,0;+04,240,0;+05,300,0;+06,360,60|Asia/Aqtau|
LMT,229,0;LMT,229,0;+04,240,0;+05,300,0;+06,360,60|Asia/Aqtobe|
LMT,234,0;LMT,234,0;+04,240,0;+05,300,0;+06,360,60|Asia/Ashgabat|Asia/Ashkhabad
LMT,208,0;LMT,208,0;+03,180,0;+05,300,0;+06,360,60;+04,240,0|Asia/Atyrau|
LMT,178,0;BMT,178,0;+03,180,0;+04,240,60|Asia/Baghdad|
LMT,206,0;LMT,206,0;+04,240,0;+03,180,0|Asia/Bahrain Asia/Qatar|
LMT,199,0;LMT,199,0;+03,180,0;+04,240,0;+05,300,60|Asia/Baku|
LMT,402,0;BMT,402,0;+07,420,0|Asia/Bangkok Asia/Phnom_Penh Asia/Vientiane Indian/Christmas|
LMT,335,0;LMT,335,0;+06,360,0;+07,420,0;+08,480,60|Asia/Barnaul|
LMT,142,0;LMT,142,0;EET,120,0;EEST,180,60|Asia/Beirut|
LMT,298,0;LMT,298,0;+05,300,0;+06,360,0;+07,420,60|Asia/Bishkek|
LMT,441,0;LMT,441,0;+0730,450,0;+08,480,0;+0820,500,20;+09,540,0|Asia/Brunei Asia/Kuching|
LMT,353,0;LMT,353,0;MMT,321,0;IST,330,0;+0630,390,60|Asia/Kolkata|Asia/Calcutta
LMT,454,0;LMT,454,0;+08,480,0;+09,540,0;+10,600,0|Asia/Chita|
LMT,428,0;LMT,428,0;+07,420,0;+08,480,0;+09,540,60|Asia/Ulaanbaatar|Asia/Choibalsan Asia/Ulan_Bator
LMT,486,0;LMT,486,0;CST,480,0;CDT,540,60|Asia/Shanghai Asia/Taipei|Asia/Chongqing Asia/Chungking Asia/Harbin PRC ROC
LMT,319,0;LMT,319,0;MMT,320,0;+0530,330,0;+06,360,0;+0630,390,0|Asia/Colombo|
LMT,362,0;LMT,362,0;HMT,353,0;+0630,390,0;+0530,330,0;+06,360,0;+07,420,60|Asia/Dhaka|Asia/Dacca
LMT,145,0;LMT,145,0;EET,120,0;+03,180,0|Asia/Damascus|
LMT,502,0;LMT,502,0;+08,480,0;+09,540,0|Asia/Dili|
LMT,221,0;LMT,221,0;+04,240,0|Asia/Dubai Asia/Muscat Indian/Mahe Indian/Reunion|
LMT,275,0;LMT,275,0;+05,300,0;+06,360,60;+07,420,60|Asia/Dushanbe|
LMT,136,0;LMT,136,0;EET,120,0;EEST,180,60|Asia/Famagusta|
LMT,138,0;LMT,138,0;EET,120,0;EEST,180,60|Asia/Gaza|
LMT,140,0;LMT,140,0;EET,120,0;EEST,180,60|Asia/Hebron|
LMT,427,0;PLMT,427,0;+07,420,0;+08,480,0;+09,540,0|Asia/Ho_Chi_Minh|Asia/Saigon
LMT,457,0;LMT,457,0;HKT,480,0;HKST,540,60;HKWT,510,30|Asia/Hong_Kong|Hongkong
LMT,367,0;LMT,367,0;+06,360,0;+07,420,0;+08,480,60|Asia/Hovd|
LMT,417,0;IMT,417,0;+07,420,0;+08,480,0;+09,540,0|Asia/Irkutsk|
LMT,116,0;LMT,116,0;IMT,117,0;EET,120,0;+03,180,0;+04,240,60|Europe/Istanbul|Asia/Istanbul Turkey
LMT,427,0;BMT,427,0;+0720,440,0;+0730,450,0;+09,540,0;+08,480,0;WIB,420,0|Asia/Jakarta|
LMT,563,0;LMT,563,0;WIT,540,0;+0930,570,0|Asia/Jayapura|
LMT,141,0;JMT,141,0;IST,120,0;IDT,180,60;IDDT,240,120|Asia/Jerusalem|Asia/Tel_Aviv Israel
LMT,277,0;LMT,277,0;+04,240,0;+0430,270,0|Asia/Kabul|
LMT,635,0;LMT,635,0;+11,660,0;+12,720,0;+13,780,60|Asia/Kamchatka|
LMT,268,0;LMT,268,0;+0530,330,0;+0630,390,60;PKT,300,0;PKST,360,60|Asia/Karachi|
LMT,350,0;LMT,350,0;+06,360,0|Asia/Urumqi|Asia/Kashgar
LMT,341,0;LMT,341,0;+0530,330,0;+0545,345,0|Asia/Kathmandu|Asia/Katmandu
LMT,542,0;LMT,542,0;+08,480,0;+09,540,0;+10,600,0;+11,660,0|Asia/Khandyga|
LMT,371,0;LMT,371,0;+06,360,0;+07,420,0;+08,480,0|Asia/Krasnoyarsk|
LMT,415,0;SMT,415,0;+07,420,0;+0720,440,0;+0730,450,0;+09,540,0;+08,480,0|Asia/Kuala_Lumpur Asia/Singapore|Singapore
LMT,454,0;LMT,454,0;CST,480,0;CDT,540,60;+10,600,60|Asia/Macau|Asia/Macao
LMT,603,0;LMT,603,0;+10,600,0;+11,660,0;+12,720,0|Asia/Magadan|
LMT,478,0;MMT,478,0;WITA,480,0;+09,540,0|Asia/Makassar|Asia/Ujung_Pandang
LMT,-956,0;LMT,-956,0;PST,480,0;PDT,540,60|Asia/Manila|
LMT,133,0;LMT,133,0;EET,120,0;EEST,180,60|Asia/Nicosia|Europe/Nicosia
LMT,349,0;LMT,349,0;+06,360,0;+07,420,0;+08,480,60|Asia/Novokuznetsk|
LMT,332,0;LMT,332,0;+06,360,0;+07,420,0;+08,480,60|Asia/Novosibirsk|
LMT,294,0;LMT,294,0;+05,300,0;+06,360,0;+07,420,0|Asia/Omsk|
LMT,205,0;LMT,205,0;+03,180,0;+05,300,0;+06,360,60;+04,240,0|Asia/Oral|
LMT,437,0;PMT,437,0;+0730,450,0;+09,540,0;WITA,480,0;WIB,420,0|Asia/Pontianak|
LMT,503,0;LMT,503,0;KST,510,0;KST,540,0|Asia/Pyongyang|
LMT,254,0;LMT,254,0;+04,240,0;+05,300,0;+06,360,0|Asia/Qostanay|
LMT,262,0;LMT,262,0;+04,240,0;+05,300,0;+06,360,0|Asia/Qyzylorda|
LMT,385,0;RMT,385,0;+0630,390,0;+09,540,0|Asia/Yangon Indian/Cocos|Asia/Rangoon
LMT,571,0;LMT,571,0;+09,540,0;+11,660,0;+12,720,60;+10,600,0|Asia/Sakhalin|
LMT,268,0;LMT,268,0;+04,240,0;+05,300,0;+06,360,60|Asia/Samarkand|
LMT,508,0;LMT,508,0;KST,510,0;KST,540,0;KDT,600,60;KDT,570,60|Asia/Seoul|ROK
LMT,615,0;LMT,615,0;+10,600,0;+11,660,0;+12,720,0|Asia/Srednekolymsk|
LMT,277,0;LMT,277,0;+05,300,0;+06,360,60;+07,420,60|Asia/Tashkent|
LMT,179,0;TBMT,179,0;+03,180,0;+04,240,0;+05,300,60|Asia/Tbilisi|
LMT,206,0;TMT,206,0;+0330,210,0;+0430,270,60;+04,240,0;+05,300,60|Asia/Tehran|Iran
LMT,359,0;LMT,359,0;+0530,330,0;+06,360,0|Asia/Thimphu|Asia/Thimbu
LMT,559,0;LMT,559,0;JST,540,0;JDT,600,60|Asia/Tokyo|Japan
LMT,340,0;LMT,340,0;+06,360,0;+07,420,0;+08,480,60|Asia/Tomsk|
LMT,573,0;LMT,573,0;+08,480,0;+09,540,0;+12,720,0;+11,660,0;+10,600,0|Asia/Ust-Nera|
LMT,528,0;LMT,528,0;+09,540,0;+10,600,0;+11,660,0|Asia/Vladivostok|
LMT,519,0;LMT,519,0;+08,480,0;+09,540,0;+10,600,0|Asia/Yakutsk|
LMT,243,0;LMT,243,0;PMT,225,0;+04,240,0;+05,300,0;+06,360,0|Asia/Yekaterinburg|
LMT,178,0;LMT,178,0;+03,180,0;+04,240,0;+05,300,60|Asia/Yerevan|
LMT,-103,0;LMT,-103,0;HMT,-115,0;-02,-120,0;-01,-60,0;+00,0,60;WEST,60,60|Atlantic/Azores|
LMT,-259,0;BMT,-259,0;BST,-199,60;AST,-240,0;ADT,-180,60|Atlantic/Bermuda|
LMT,-62,0;LMT,-62,0;-01,-60,0;WET,0,0;WEST,60,60|Atlantic/Canary|
LMT,-94,0;LMT,-94,0;-02,-120,0;-01,-60,0|Atlantic/Cape_Verde|
LMT,-27,0;LMT,-27,0;WET,0,0;WEST,60,60|Atlantic/Faroe|Atlantic/Faeroe
LMT,-68,0;FMT,-68,0;-01,-60,0;WET,0,0;WEST,60,60|Atlantic/Madeira|
LMT,-146,0;LMT,-146,0;-02,-120,0|Atlantic/South_Georgia|
LMT,-231,0;SMT,-231,0;-04,-240,0;-03,-180,0;-02,-120,60|Atlantic/Stanley|
LMT,605,0;LMT,605,0;AEST,600,0;AEDT,660,60|Australia/Sydney|Australia/ACT Australia/Canberra Australia/NSW
LMT,554,0;LMT,554,0;ACST,570,0;ACDT,630,60|Australia/Adelaide|Australia/South
LMT,612,0;LMT,612,0;AEST,600,0;AEDT,660,60|Australia/Brisbane|Australia/Queensland
LMT,566,0;LMT,566,0;ACST,570,0;ACDT,630,60|Australia/Broken_Hill|Australia/Yancowinna
LMT,589,0;LMT,589,0;AEST,600,0;AEDT,660,60|Australia/Hobart|Australia/Currie Australia/Tasmania
LMT,523,0;LMT,523,0;ACST,570,0;ACDT,630,60|Australia/Darwin|Australia/North
LMT,515,0;LMT,515,0;+0845,525,0;+0945,585,60|Australia/Eucla|
LMT,636,0;LMT,636,0;AEST,600,0;+1030,630,0;+1130,690,60;+11,660,30|Australia/Lord_Howe|Australia/LHI
LMT,596,0;LMT,596,0;AEST,600,0;AEDT,660,60|Australia/Lindeman|
LMT,580,0;LMT,580,0;AEST,600,0;AEDT,660,60|Australia/Melbourne|Australia/Victoria
LMT,463,0;LMT,463,0;AWST,480,0;AWDT,540,60|Australia/Perth|Australia/West
LMT,18,0;LMT,18,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Amsterdam Europe/Brussels Europe/Luxembourg|CET MET
CST,-360,0;CST,-360,0;CDT,-300,60||CST6CDT
LMT,-437,0;EMT,-437,0;-07,-420,0;-06,-360,0;-05,-300,60|Pacific/Easter|Chile/EasterIsland
LMT,95,0;AMT,95,0;EET,120,0;EEST,180,60;CET,60,0|Europe/Athens|EET
EST,-300,0;EST,-300,0;EDT,-240,60||EST5EDT
LMT,-25,0;DMT,-25,0;IST,35,60;GMT,0,-60;IST,60,0|Europe/Dublin|Eire
GMT,0,0|GMT|Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich GMT+0 GMT-0 GMT0 Greenwich
-01,-60,0||Etc/GMT+1
-10,-600,0||Etc/GMT+10
-11,-660,0||Etc/GMT+11
-12,-720,0||Etc/GMT+12
-02,-120,0||Etc/GMT+2
-03,-180,0||Etc/GMT+3
-04,-240,0||Etc/GMT+4
-05,-300,0||Etc/GMT+5
-06,-360,0||Etc/GMT+6
-07,-420,0||Etc/GMT+7
-08,-480,0||Etc/GMT+8
-09,-540,0||Etc/GMT+9
+01,60,0||Etc/GMT-1
+10,600,0||Etc/GMT-10
+11,660,0||Etc/GMT-11
+12,720,0||Etc/GMT-12
+13,780,0||Etc/GMT-13
+14,840,0||Etc/GMT-14
+02,120,0||Etc/GMT-2
+03,180,0||Etc/GMT-3
+04,240,0||Etc/GMT-4
+05,300,0||Etc/GMT-5
+06,360,0||Etc/GMT-6
+07,420,0||Etc/GMT-7
+08,480,0||Etc/GMT-8
+09,540,0||Etc/GMT-9
UTC,0,0|UTC|Etc/UCT Etc/UTC Etc/Universal Etc/Zulu UCT Universal Zulu
LMT,6,0;LMT,6,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Andorra|
LMT,192,0;LMT,192,0;+03,180,0;+04,240,0;+05,300,60|Europe/Astrakhan|
LMT,-1,0;LMT,-1,0;GMT,0,0;BST,60,60;BDST,120,120|Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London|Europe/Belfast GB GB-Eire
LMT,82,0;LMT,82,0;CET,60,0;CEST,120,60|Europe/Belgrade Europe/Ljubljana Europe/Podgorica Europe/Sarajevo Europe/Skopje Europe/Zagreb|
LMT,58,0;LMT,58,0;CET,60,0;CEST,120,60;GMT,0,-60|Europe/Bratislava Europe/Prague|
LMT,104,0;BMT,104,0;EET,120,0;EEST,180,60|Europe/Bucharest|
LMT,76,0;LMT,76,0;CET,60,0;CEST,120,60|Europe/Budapest|
LMT,34,0;LMT,34,0;CET,60,0;CEST,120,60|Europe/Busingen Europe/Vaduz Europe/Zurich|
LMT,115,0;CMT,115,0;BMT,104,0;EET,120,0;EEST,180,60;CET,60,0;MSD,240,60|Europe/Chisinau|Europe/Tiraspol
LMT,-21,0;LMT,-21,0;GMT,0,0;CET,60,0;CEST,120,60|Europe/Gibraltar|
LMT,100,0;HMT,100,0;EET,120,0;EEST,180,60|Europe/Helsinki Europe/Mariehamn|
LMT,82,0;LMT,82,0;CET,60,0;EET,120,0;+03,180,0;MSD,240,60|Europe/Kaliningrad|
LMT,122,0;KMT,122,0;EET,120,0;EEST,180,60;CET,60,0;MSD,240,60|Europe/Kyiv|Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
LMT,199,0;LMT,199,0;MSK,180,0;MSK,240,0;+05,300,60|Europe/Kirov|
LMT,-37,0;LMT,-37,0;WET,0,0;WEST,60,60;CEST,120,60|Europe/Lisbon|Portugal WET
LMT,-15,0;LMT,-15,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Madrid|
LMT,58,0;LMT,58,0;CET,60,0;CEST,120,60|Europe/Malta|
LMT,110,0;MMT,110,0;EET,120,0;+03,180,0;CET,60,0;MSD,240,60|Europe/Minsk|
LMT,9,0;PMT,9,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Monaco Europe/Paris|
LMT,150,0;MMT,150,0;MMT,151,0;MST,211,60;MDST,271,120;MSK,240,0;MSK,180,0;+05,300,120;EET,120,0|Europe/Moscow|W-SU
LMT,97,0;RMT,97,0;LST,157,60;EET,120,0;EEST,180,60;CET,60,0;MSD,240,60|Europe/Riga|
LMT,50,0;LMT,50,0;CET,60,0;CEST,120,60|Europe/Rome Europe/San_Marino Europe/Vatican|
LMT,200,0;LMT,200,0;+03,180,0;+04,240,0;+05,300,60|Europe/Samara|
LMT,184,0;LMT,184,0;+03,180,0;+04,240,0;+05,300,60|Europe/Saratov|
LMT,136,0;SMT,136,0;EET,120,0;MSK,180,0;CET,60,0;MSK,240,0|Europe/Simferopol|
LMT,93,0;LMT,93,0;EET,120,0;CET,60,0;EEST,180,60|Europe/Sofia|
LMT,99,0;TMT,99,0;CET,60,0;EET,120,0;EEST,180,60;MSD,240,60|Europe/Tallinn|
LMT,79,0;LMT,79,0;CET,60,0;CEST,120,60|Europe/Tirane|
LMT,194,0;LMT,194,0;+03,180,0;+04,240,0;+05,300,60;+02,120,0|Europe/Ulyanovsk|
LMT,65,0;LMT,65,0;CET,60,0;CEST,120,60|Europe/Vienna|
LMT,101,0;LMT,101,0;WMT,84,0;KMT,96,0;CET,60,0;EET,120,0;EEST,180,60;MSD,240,60|Europe/Vilnius|
LMT,178,0;LMT,178,0;MSK,180,0;+04,240,0;+05,300,60|Europe/Volgograd|
LMT,84,0;WMT,84,0;CET,60,0;CEST,120,60;EEST,180,60|Europe/Warsaw|Poland
LMT,-631,0;LMT,-631,0;HST,-630,0;HPT,-570,60;HST,-600,0|Pacific/Honolulu US/Hawaii|HST Pacific/Johnston
LMT,290,0;LMT,290,0;+05,300,0;+06,360,0|Indian/Chagos|
LMT,294,0;MMT,294,0;+05,300,0|Indian/Kerguelen Indian/Maldives|
LMT,230,0;LMT,230,0;+04,240,0;+05,300,60|Indian/Mauritius|
LMT,669,0;LMT,669,0;+11,660,0;+10,600,0;+09,540,0;-12,-720,0;+12,720,0|Pacific/Kwajalein|Kwajalein
MST,-420,0;MST,-420,0;MDT,-360,60||MST7MDT
LMT,734,0;LMT,734,0;+1215,735,0;+1245,765,0;+1345,825,60|Pacific/Chatham|NZ-CHAT
PST,-480,0;PST,-480,0;PDT,-420,60||PST8PDT
LMT,753,0;LMT,753,0;LMT,-687,0;-1130,-690,0;-11,-660,0;-10,-600,60;+14,840,60;+13,780,0|Pacific/Apia|
LMT,622,0;LMT,622,0;+10,600,0;+09,540,0;+11,660,0|Pacific/Bougainville|
LMT,673,0;LMT,673,0;+11,660,0;+12,720,60|Pacific/Efate|
-00,0,0;-00,0,0;-12,-720,0;-11,-660,0;+13,780,0|Pacific/Kanton|Pacific/Enderbury
LMT,-685,0;LMT,-685,0;-11,-660,0;+13,780,0|Pacific/Fakaofo|
LMT,716,0;LMT,716,0;+12,720,0;+13,780,60|Pacific/Fiji|
LMT,692,0;LMT,692,0;+12,720,0|Pacific/Funafuti Pacific/Majuro Pacific/Tarawa Pacific/Wake Pacific/Wallis|
LMT,-358,0;LMT,-358,0;-05,-300,60;-06,-360,0|Pacific/Galapagos|
LMT,-540,0;-09,-540,0|Pacific/Gambier|
LMT,640,0;LMT,640,0;+11,660,0|Pacific/Guadalcanal Pacific/Pohnpei|Pacific/Ponape
LMT,-861,0;LMT,-861,0;ChST,600,0;+09,540,0;GDT,660,60|Pacific/Guam Pacific/Saipan|
LMT,-629,0;LMT,-629,0;-1040,-640,0;-10,-600,0;+14,840,0|Pacific/Kiritimati|
LMT,-788,0;LMT,-788,0;+11,660,0;+09,540,0;+10,600,0;+12,720,0|Pacific/Kosrae|
LMT,-558,0;LMT,-558,0;-0930,-570,0|Pacific/Marquesas|
LMT,757,0;LMT,757,0;LMT,-683,0;SST,-660,0|Pacific/Midway Pacific/Pago_Pago|Pacific/Samoa US/Samoa
LMT,668,0;LMT,668,0;+1130,690,0;+09,540,0;+12,720,0|Pacific/Nauru|
LMT,-680,0;-1120,-680,0;-11,-660,0|Pacific/Niue|
LMT,672,0;+1112,672,0;+1130,690,0;+1230,750,60;+11,660,0;+12,720,60|Pacific/Norfolk|
LMT,666,0;LMT,666,0;+11,660,0;+12,720,60|Pacific/Noumea|
LMT,-902,0;LMT,-902,0;+09,540,0|Pacific/Palau|
LMT,-520,0;LMT,-520,0;-0830,-510,0;-08,-480,0|Pacific/Pitcairn|
LMT,801,0;LMT,801,0;LMT,-639,0;-1030,-630,0;-0930,-570,30;-10,-600,0|Pacific/Rarotonga|
LMT,-598,0;LMT,-598,0;-10,-600,0|Pacific/Tahiti|
LMT,739,0;LMT,739,0;+1220,740,0;+13,780,0;+14,840,60|Pacific/Tongatapu|
`;
