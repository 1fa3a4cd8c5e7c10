// Written by tests/unit/jinja-modules/generate/zones.py from the tz database 2026f (public domain); not edited by hand.
/** A line for the zones of one history: types|names|old names; a type is name,offset,saving in minutes and the day from which on it is meant. */
export const ZONES = `
LMT,-16,0;GMT,0,0|Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott Africa/Ouagadougou Atlantic/Reykjavik Atlantic/St_Helena|Africa/Timbuktu Iceland
LMT,147,0;+0230,150,0;EAT,180,0;+0245,165,0|Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte|Africa/Asmera
LMT,12,0;PMT,9,0;WET,0,0;CET,60,0;CEST,120,60;WEST,60,60,db;CET,60,0,275;WEST,60,60,2wn;CET,60,0,36y|Africa/Algiers|
LMT,14,0;GMT,0,0;+0030,30,0;WAT,60,0|Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey Africa/Porto-Novo|
LMT,-62,0;-01,-60,0;GMT,0,0|Africa/Bissau|
LMT,130,0;CAT,120,0|Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo|
LMT,125,0;EET,120,0;EEST,180,60|Africa/Cairo|Egypt
LMT,-30,0;+00,0,0;+01,60,60;+01,60,0,404;+01,60,60,atr;+01,60,0,drc;+00,0,-60,dwl;+00,0,0,fzg|Africa/Casablanca|
LMT,-21,0;WET,0,0;WEST,60,60;CET,60,0,404;CEST,120,60|Africa/Ceuta|
LMT,-53,0;-01,-60,0;+00,0,0;+01,60,60;+01,60,0,drc;+00,0,-60,dwl;+00,0,0,fzg|Africa/El_Aaiun|
LMT,112,0;SAST,90,0;SAST,120,0;SAST,180,60|Africa/Johannesburg Africa/Maseru Africa/Mbabane|
LMT,126,0;CAT,120,0;CAST,180,60;EAT,180,0,8gr|Africa/Juba|
LMT,130,0;CAT,120,0;CAST,180,60;EAT,180,0,8gr|Africa/Khartoum|
LMT,-43,0;MMT,-43,0;MMT,-44,0;GMT,0,0|Africa/Monrovia|
LMT,60,0;WAT,60,0;WAST,120,60|Africa/Ndjamena|
LMT,27,0;LMT,-37,0;GMT,0,0;WAT,60,0|Africa/Sao_Tome|
LMT,53,0;CET,60,0;EET,120,0;CEST,120,60,3g8;EET,120,0,5qb;CEST,120,60,7oi;EET,120,0,7tl;CEST,120,60,c6p;EET,120,0,ccj|Africa/Tripoli|Libya
LMT,41,0;PMT,9,0;CET,60,0;CEST,120,60|Africa/Tunis|
LMT,68,0;+0130,90,0;SAST,120,0;SAST,180,60;CAT,120,0,5p3;WAT,60,-60|Africa/Windhoek|
LMT,733,0;BST,-660,0;BDT,-600,60;AHST,-600,0,3wa;HST,-600,0,3x5;HDT,-540,60|America/Adak|America/Atka US/Aleutian
LMT,840,0;AHST,-600,0;AHDT,-540,60;YST,-540,0,3wa;AKST,-540,0,3x5;AKDT,-480,60|America/Anchorage US/Alaska|
LMT,-264,0;AST,-240,0;APT,-180,60|America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk America/Lower_Princes America/Marigot America/Montserrat America/Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola|America/Virgin
LMT,-193,0;-03,-180,0;-02,-120,60|America/Araguaina|
LMT,-234,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60|America/Argentina/Buenos_Aires|America/Buenos_Aires
LMT,-263,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-02,-120,120,656;-02,-120,60,6fa;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/Catamarca|America/Argentina/ComodRivadavia America/Catamarca
LMT,-257,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-02,-120,120,656;-02,-120,60,6fa|America/Argentina/Cordoba|America/Cordoba America/Rosario
LMT,-261,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,5v9;-02,-120,120,64s;-03,-180,0,68v;-02,-120,60,6fa|America/Argentina/Jujuy|America/Jujuy
LMT,-267,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/La_Rioja|
LMT,-275,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,5uw;-02,-120,120,6fa;-03,-180,0,6j6;-03,-180,60,8dv;-03,-180,0,8i3;-02,-120,60,aph|America/Argentina/Mendoza|America/Mendoza
LMT,-277,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/Rio_Gallegos|
LMT,-262,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-02,-120,120,656;-02,-120,60,6fa|America/Argentina/Salta|
LMT,-274,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/San_Juan|
LMT,-265,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,5uw;-03,-180,0,619;-03,-180,60,8dv;-03,-180,0,8i3;-03,-180,60,aq3;-03,-180,0,b7k|America/Argentina/San_Luis|
LMT,-261,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-02,-120,120,656;-02,-120,60,6fa;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/Tucuman|
LMT,-273,0;CMT,-257,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,8dv;-03,-180,0,8i3|America/Argentina/Ushuaia|
LMT,-231,0;AMT,-231,0;-04,-240,0;-03,-180,0;-03,-180,60,1mb;-03,-180,0,ffv|America/Asuncion|
LMT,-318,0;CMT,-320,0;EST,-300,0|America/Atikokan America/Cayman America/Panama|America/Coral_Harbour EST
LMT,-154,0;-03,-180,0;-02,-120,60|America/Bahia America/Fortaleza|
LMT,-421,0;MST,-420,0;CST,-360,0;MDT,-360,60,7eh;CDT,-300,120;CST,-360,0,bi9;CDT,-300,60,bmj|America/Bahia_Banderas|
LMT,-238,0;AST,-240,0;ADT,-180,60;-0330,-210,30|America/Barbados|
LMT,-194,0;-03,-180,0;-02,-120,60|America/Belem|
LMT,-353,0;CST,-360,0;-0530,-330,30;CPT,-300,60;CDT,-300,60,13u|America/Belize|
LMT,-243,0;-04,-240,0;-03,-180,60|America/Boa_Vista|
LMT,-296,0;BMT,-296,0;-05,-300,0;-04,-240,60|America/Bogota|
LMT,-465,0;PST,-480,0;MST,-420,0;MDT,-360,60|America/Boise|
-00,0,0;MST,-420,0;MPT,-360,60;MDT,-360,60,nm;CST,-360,0,8en;CDT,-300,60;EST,-300,0,8or;MDT,-360,60,8t1|America/Cambridge_Bay|
LMT,-218,0;-04,-240,0;-03,-180,60|America/Campo_Grande|
LMT,-347,0;CST,-360,0;EST,-300,0;CDT,-300,60,7eh;EST,-300,0,7u8;EDT,-240,60;CDT,-300,60,820;EST,-300,0,cpf|America/Cancun|
LMT,-268,0;CMT,-268,0;-0430,-270,0;-04,-240,0|America/Caracas|
LMT,-209,0;-04,-240,0;-03,-180,0|America/Cayenne|
LMT,-351,0;CST,-360,0;CDT,-300,60|America/Chicago US/Central|
LMT,-424,0;MST,-420,0;CST,-360,0;CDT,-300,60;MDT,-360,60,7yp;CST,-360,0,evz|America/Chihuahua|
LMT,-426,0;MST,-420,0;CST,-360,0;CDT,-300,60;MDT,-360,60,7yp;CST,-360,0,evz;MDT,-360,60,ezo|America/Ciudad_Juarez|
LMT,-336,0;SJMT,-336,0;CST,-360,0;CDT,-300,60|America/Costa_Rica|
LMT,-288,0;SMT,-283,0;-05,-300,0;-04,-240,0;-03,-180,60;-03,-180,0,fk7|America/Coyhaique|
LMT,-448,0;MST,-420,0;MDT,-360,60|America/Creston America/Phoenix US/Arizona|MST
LMT,-224,0;-04,-240,0;-03,-180,60|America/Cuiaba|
LMT,-75,0;-03,-180,0;-02,-120,60;GMT,0,0|America/Danmarkshavn|
LMT,-558,0;YST,-540,0;YPT,-480,60;YDDT,-420,120;PST,-480,0,12s;PDT,-420,60,2wp;MST,-420,0,ebr|America/Dawson|
LMT,-481,0;PST,-480,0;PDT,-420,60;MST,-420,0,r0|America/Dawson_Creek|
LMT,-420,0;MST,-420,0;MDT,-360,60|America/Denver US/Mountain|America/Shiprock Navajo
LMT,-332,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Detroit|US/Michigan
LMT,-454,0;MST,-420,0;MDT,-360,60;CST,-360,0,g0m|America/Edmonton Canada/Mountain|America/Yellowknife
LMT,-279,0;-05,-300,0;-04,-240,60;-04,-240,0,aue|America/Eirunepe|
LMT,-357,0;CST,-360,0;CDT,-300,60|America/El_Salvador|
LMT,-468,0;PST,-480,0;PDT,-420,60|America/Tijuana|America/Ensenada America/Santa_Isabel Mexico/BajaNorte
LMT,-491,0;PST,-480,0;PDT,-420,60;MST,-420,0,cqe|America/Fort_Nelson|
LMT,-345,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Indianapolis|America/Fort_Wayne America/Indianapolis US/East-Indiana
LMT,-240,0;AST,-240,0;ADT,-180,60|America/Glace_Bay|
LMT,-207,0;-03,-180,0;-02,-120,60;-02,-120,0,f02;-01,-60,60|America/Nuuk|America/Godthab
LMT,-242,0;NST,-211,0;NDT,-151,60;NST,-210,0;NDT,-150,60;AST,-240,0;ADT,-180,60;ADDT,-120,120|America/Goose_Bay|
LMT,-285,0;KMT,-307,0;EST,-300,0;EDT,-240,60;AST,-240,0,cqe;EDT,-240,60,dkx|America/Grand_Turk|
LMT,-362,0;CST,-360,0;CDT,-300,60|America/Guatemala|
LMT,-319,0;QMT,-314,0;-05,-300,0;-04,-240,60|America/Guayaquil|
LMT,-233,0;-04,-240,0;-0345,-225,0;-03,-180,0|America/Guyana|
LMT,-254,0;AST,-240,0;ADT,-180,60|America/Halifax Canada/Atlantic|
LMT,-329,0;HMT,-330,0;CST,-300,0;CDT,-240,60|America/Havana|Cuba
LMT,-444,0;MST,-420,0;CST,-360,0;MDT,-360,60,7eh|America/Hermosillo|
LMT,-346,0;CST,-360,0;CDT,-300,60;EST,-300,0,65d;CDT,-300,60,a7s|America/Indiana/Knox|America/Knox_IN US/Indiana-Starke
LMT,-345,0;CST,-360,0;EST,-300,0;EDT,-240,60;CDT,-300,0,14q;EST,-300,0,1cw|America/Indiana/Marengo|
LMT,-349,0;CST,-360,0;CDT,-300,60;EST,-300,0,27f;CDT,-300,60,a7s;EST,-300,0,anx;EDT,-240,60|America/Indiana/Petersburg|
LMT,-347,0;CST,-360,0;EDT,-240,120;EST,-300,0;EDT,-240,60,37;CDT,-300,60,a7s|America/Indiana/Tell_City|
LMT,-340,0;CST,-360,0;EST,-300,0;EDT,-240,60|America/Indiana/Vevay|
LMT,-350,0;CST,-360,0;EST,-300,0;EDT,-240,60;CDT,-300,60,a7s;EST,-300,0,anx|America/Indiana/Vincennes|
LMT,-346,0;CST,-360,0;EST,-300,0;EDT,-240,60;CDT,-300,60,a7s;EDT,-240,120,ahb;EST,-300,0,anx;EDT,-240,60,arf|America/Indiana/Winamac|
-00,0,0;PST,-480,0;PDT,-420,60;MDT,-360,120;MST,-420,0,2rn;MDT,-360,60,2wp;CST,-360,0,g0m|America/Inuvik|
-00,0,0;EPT,-240,60;EST,-300,0;EDT,-240,60,nm;CST,-360,0;CDT,-300,60,8ix;EST,-300,0,8or|America/Iqaluit|America/Pangnirtung
LMT,-307,0;KMT,-307,0;EST,-300,0;EDT,-240,60|America/Jamaica|Jamaica
LMT,902,0;PST,-480,0;PDT,-420,60;YDT,-480,60,2wp;PST,-480,0,31r;YST,-540,0;AKST,-540,0,3x5;AKDT,-480,60,41c|America/Juneau|
LMT,-343,0;CST,-360,0;EST,-300,0;EDT,-240,60;CDT,-300,0,14q;EST,-300,0,1cw|America/Kentucky/Louisville|America/Louisville
LMT,-339,0;CST,-360,0;CDT,-300,60;EST,-300,0,8or;EDT,-240,60|America/Kentucky/Monticello|
LMT,-273,0;CMT,-273,0;BST,-213,60;-04,-240,0|America/La_Paz|
LMT,-308,0;LMT,-309,0;-05,-300,0;-04,-240,60|America/Lima|
LMT,-473,0;PST,-480,0;PDT,-420,60|America/Los_Angeles US/Pacific|
LMT,-143,0;-03,-180,0;-02,-120,60|America/Maceio|
LMT,-345,0;MMT,-345,0;CST,-360,0;EST,-300,0;CDT,-300,60,2lf;EST,-300,0,677;CDT,-300,60,9xv|America/Managua|
LMT,-240,0;-04,-240,0;-03,-180,60|America/Manaus|Brazil/West
LMT,-244,0;FFMT,-244,0;AST,-240,0;ADT,-180,60|America/Martinique|
LMT,-390,0;CST,-360,0;CDT,-300,60|America/Matamoros|
LMT,-426,0;MST,-420,0;CST,-360,0;MDT,-360,60,7eh|America/Mazatlan|Mexico/BajaSur
LMT,-350,0;CST,-360,0;EST,-300,0;CDT,-300,60,xq|America/Menominee|
LMT,-358,0;CST,-360,0;EST,-300,0;CDT,-300,60,7eh|America/Merida|
LMT,914,0;PST,-480,0;PDT,-420,60;AKST,-540,0;AKDT,-480,60,d0p;PST,-480,0,drj;AKDT,-480,60,dv1|America/Metlakatla|
LMT,-397,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Mexico_City|Mexico/General
LMT,-225,0;AST,-240,0;-03,-180,0;-02,-120,60|America/Miquelon|
LMT,-259,0;EST,-300,0;AST,-240,0;ADT,-180,60|America/Moncton|
LMT,-401,0;MST,-420,0;CST,-360,0;CDT,-300,60|America/Monterrey|
LMT,-225,0;MMT,-225,0;-04,-240,0;-0330,-210,0;-03,-180,0;-0230,-150,30;-02,-120,60;-0130,-90,90|America/Montevideo|
LMT,-318,0;EST,-300,0;EDT,-240,60|America/Nassau America/Toronto Canada/Eastern|America/Montreal America/Nipigon America/Thunder_Bay
LMT,-296,0;EST,-300,0;EDT,-240,60|America/New_York US/Eastern|
LMT,778,0;BST,-660,0;BDT,-600,60;YST,-540,0;AKST,-540,0,3x5;AKDT,-480,60|America/Nome|
LMT,-130,0;-02,-120,0;-01,-60,60|America/Noronha|Brazil/DeNoronha
LMT,-407,0;MST,-420,0;MDT,-360,60;CST,-360,0,big;CDT,-300,60|America/North_Dakota/Beulah|
LMT,-405,0;MST,-420,0;MDT,-360,60;CST,-360,0,6fh;CDT,-300,60|America/North_Dakota/Center|
LMT,-406,0;MST,-420,0;MDT,-360,60;CST,-360,0,9j3;CDT,-300,60|America/North_Dakota/New_Salem|
LMT,-418,0;MST,-420,0;CST,-360,0;CDT,-300,60;MDT,-360,60,7yp;CST,-360,0,evz|America/Ojinaga|
LMT,-221,0;PMT,-221,0;-0330,-210,0;-03,-180,0|America/Paramaribo|
LMT,-289,0;PPMT,-289,0;EST,-300,0;EDT,-240,60|America/Port-au-Prince|
LMT,-271,0;-05,-300,0;-04,-240,60;-04,-240,0,aue|America/Rio_Branco|America/Porto_Acre Brazil/Acre
LMT,-256,0;-04,-240,0;-03,-180,60|America/Porto_Velho|
LMT,-284,0;SMT,-283,0;-05,-300,0;-04,-240,0;-03,-180,60;-03,-180,0,d83|America/Punta_Arenas|
LMT,-389,0;CST,-360,0;CDT,-300,60;EST,-300,0,g0m|America/Winnipeg Canada/Central|America/Rainy_River
-00,0,0;CST,-360,0;CDT,-300,60;EST,-300,0,8or;CDT,-300,60,8t1|America/Rankin_Inlet|
LMT,-140,0;-03,-180,0;-02,-120,60|America/Recife|
LMT,-419,0;MST,-420,0;CST,-360,0|America/Regina|Canada/Saskatchewan
-00,0,0;CST,-360,0;CDT,-300,60;EST,-300,0,8or;CDT,-300,60,8t1;EST,-300,0,adm;CDT,-300,60,ahb|America/Resolute|
LMT,-219,0;-04,-240,0;-03,-180,60;-03,-180,0,aue|America/Santarem|
LMT,-283,0;SMT,-283,0;-05,-300,0;-03,-180,60;-04,-240,0|America/Santiago|Chile/Continental
LMT,-280,0;SDMT,-280,0;EST,-300,0;EDT,-240,60;-0430,-270,30;AST,-240,0,1cw|America/Santo_Domingo|
LMT,-186,0;-03,-180,0;-02,-120,60|America/Sao_Paulo|Brazil/East
LMT,-88,0;-02,-120,0;-01,-60,60;+00,0,120;-01,-60,0,3b3;+00,0,60,3g5;-01,-60,60,fad|America/Scoresbysund|
LMT,899,0;PST,-480,0;PDT,-420,60;YST,-540,0;AKST,-540,0,3x5;AKDT,-480,60,41c|America/Sitka|
LMT,-211,0;NST,-211,0;NDT,-151,60;NST,-210,0;NDT,-150,60;NDDT,-90,120|America/St_Johns Canada/Newfoundland|
LMT,-431,0;MST,-420,0;MDT,-360,60;CST,-360,0,nm|America/Swift_Current|
LMT,-349,0;CST,-360,0;CDT,-300,60|America/Tegucigalpa|
LMT,-275,0;AST,-240,0;ADT,-180,60|America/Thule|
LMT,-492,0;PST,-480,0;PDT,-420,60;MST,-420,0,g0m|America/Vancouver Canada/Pacific|
LMT,-540,0;YST,-540,0;YDDT,-420,120;PST,-480,0;PDT,-420,60,2wp;MST,-420,0,ebr|America/Whitehorse|Canada/Yukon
LMT,881,0;YST,-540,0;YDT,-480,60;AKST,-540,0,3x5;AKDT,-480,60,41c|America/Yakutat|
-00,0,0;+08,480,0;+11,660,0|Antarctica/Casey|
-00,0,0;+07,420,0;+05,300,0|Antarctica/Davis Antarctica/Vostok|
LMT,589,0;+10,600,0|Antarctica/DumontDUrville Pacific/Chuuk Pacific/Port_Moresby|Pacific/Truk Pacific/Yap
-00,0,0;AEST,600,0;AEDT,660,60|Antarctica/Macquarie|
-00,0,0;+06,360,0;+05,300,0|Antarctica/Mawson|
LMT,699,0;NZMT,690,0;NZST,750,60;NZST,720,0;NZDT,780,60|Antarctica/McMurdo Pacific/Auckland|Antarctica/South_Pole NZ
-00,0,0;-04,-240,0;-03,-180,0;-02,-120,60;-03,-180,60,3ll;-03,-180,0,d83|Antarctica/Palmer|
-00,0,0;-03,-180,0|Antarctica/Rothera|
LMT,187,0;+03,180,0|Antarctica/Syowa Asia/Aden Asia/Kuwait Asia/Riyadh|
-00,0,0;+00,0,0,9wa;+02,120,120|Antarctica/Troll|
LMT,53,0;CET,60,0;CEST,120,60;CEMT,180,120|Arctic/Longyearbyen Europe/Berlin Europe/Copenhagen Europe/Oslo Europe/Stockholm|Atlantic/Jan_Mayen
LMT,308,0;+05,300,0;+06,360,0;+07,420,60;+06,360,60,5zi;+06,360,0,67o|Asia/Almaty|
LMT,144,0;EET,120,0;EEST,180,60;+03,180,0,evw|Asia/Amman|
LMT,710,0;+12,720,0;+13,780,0;+14,840,60;+13,780,60,3g8;+12,720,60,5zi;+11,660,0;+12,720,0,67o;+12,720,60,bc7;+12,720,0,bmb|Asia/Anadyr|
LMT,201,0;+04,240,0;+05,300,0;+06,360,0;+06,360,60,3g8;+05,300,60,5zi;+05,300,0,67o;+05,300,60,73y;+05,300,0,9td|Asia/Aqtau|
LMT,229,0;+04,240,0;+05,300,0;+06,360,60;+06,360,0,3b6;+06,360,60,3g8;+05,300,60,5zi;+05,300,0,67o|Asia/Aqtobe|
LMT,234,0;+04,240,0;+05,300,0;+06,360,60;+05,300,60,5zi;+05,300,0,67o|Asia/Ashgabat|Asia/Ashkhabad
LMT,208,0;+03,180,0;+05,300,0;+06,360,0;+06,360,60,3g8;+05,300,60,5zi;+04,240,0;+05,300,0,67o;+05,300,60,88l;+05,300,0,9td|Asia/Atyrau|
LMT,178,0;BMT,178,0;+03,180,0;+04,240,60|Asia/Baghdad|
LMT,206,0;+04,240,0;+03,180,0|Asia/Bahrain Asia/Qatar|
LMT,199,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5zi;+04,240,0,6eo|Asia/Baku|
LMT,402,0;BMT,402,0;+07,420,0|Asia/Bangkok Asia/Phnom_Penh Asia/Vientiane Indian/Christmas|
LMT,335,0;+06,360,0;+07,420,0;+08,480,60;+07,420,60,5zi;+07,420,0,67o;+07,420,60,75p;+07,420,0,bmb|Asia/Barnaul|
LMT,142,0;EET,120,0;EEST,180,60|Asia/Beirut|
LMT,298,0;+05,300,0;+06,360,0;+07,420,60;+06,360,60,5zi;+06,360,0,a1a|Asia/Bishkek|
LMT,441,0;+0730,450,0;+08,480,0;+0820,500,20;+09,540,0|Asia/Brunei Asia/Kuching|
LMT,353,0;MMT,321,0;IST,330,0;+0630,390,60|Asia/Kolkata|Asia/Calcutta
LMT,454,0;+08,480,0;+09,540,0;+10,600,60;+09,540,60,5zi;+09,540,0,67o;+10,600,0,bmb|Asia/Chita|
LMT,428,0;+07,420,0;+08,480,0;+09,540,60|Asia/Ulaanbaatar|Asia/Choibalsan Asia/Ulan_Bator
LMT,486,0;CST,480,0;CDT,540,60|Asia/Shanghai Asia/Taipei|Asia/Chongqing Asia/Chungking Asia/Harbin PRC ROC
LMT,319,0;MMT,320,0;+0530,330,0;+06,360,30;+0630,390,60;+0630,390,0,7fs;+06,360,0,7k2|Asia/Colombo|
LMT,362,0;HMT,353,0;+0630,390,0;+0530,330,0;+06,360,0;+07,420,60|Asia/Dhaka|Asia/Dacca
LMT,145,0;EET,120,0;EEST,180,60;+03,180,0,evw|Asia/Damascus|
LMT,502,0;+08,480,0;+09,540,0|Asia/Dili|
LMT,221,0;+04,240,0|Asia/Dubai Asia/Muscat Indian/Mahe Indian/Reunion|
LMT,275,0;+05,300,0;+06,360,0;+07,420,60;+06,360,60,5zi|Asia/Dushanbe|
LMT,136,0;EET,120,0;EEST,180,60;+03,180,0,d5n;EEST,180,60,dlb|Asia/Famagusta|
LMT,138,0;EEST,180,60;IST,120,0;IDT,180,60,19r;EET,120,0,7br;EEST,180,60,7ee|Asia/Gaza|
LMT,140,0;EEST,180,60;IST,120,0;IDT,180,60,19r;EET,120,0,7br;EEST,180,60,7ee|Asia/Hebron|
LMT,427,0;PLMT,427,0;+07,420,0;+08,480,0;+09,540,0|Asia/Ho_Chi_Minh|Asia/Saigon
LMT,457,0;HKT,480,0;HKWT,510,30;HKST,540,60|Asia/Hong_Kong|Hongkong
LMT,367,0;+06,360,0;+07,420,0;+08,480,60|Asia/Hovd|
LMT,417,0;IMT,417,0;+07,420,0;+08,480,0;+09,540,60;+08,480,60,5zi;+08,480,0,67o;+09,540,0,bmb|Asia/Irkutsk|
LMT,116,0;IMT,117,0;EET,120,0;EEST,180,60;+03,180,0,2e4;+04,240,60;EEST,180,60,4b7;+03,180,0,d5m|Europe/Istanbul|Asia/Istanbul Turkey
LMT,427,0;BMT,427,0;+0720,440,0;+0730,450,0;+09,540,0;+08,480,0;WIB,420,0|Asia/Jakarta|
LMT,563,0;+0930,570,0;WIT,540,0|Asia/Jayapura|
LMT,141,0;JMT,141,0;IST,120,0;IDT,180,60;IDDT,240,120|Asia/Jerusalem|Asia/Tel_Aviv Israel
LMT,277,0;+04,240,0;+0430,270,0|Asia/Kabul|
LMT,635,0;+11,660,0;+12,720,0;+13,780,60;+12,720,60,5zi;+12,720,0,67o;+12,720,60,bc7;+12,720,0,bmb|Asia/Kamchatka|
LMT,268,0;+0530,330,0;+0630,390,60;+05,300,0;PKT,300,0,cg;PKST,360,60|Asia/Karachi|
LMT,350,0;+06,360,0|Asia/Urumqi|Asia/Kashgar
LMT,341,0;+0530,330,0;+0545,345,0|Asia/Kathmandu|Asia/Katmandu
LMT,542,0;+08,480,0;+09,540,0;+10,600,60;+09,540,60,5zi;+09,540,0,67o;+10,600,0,9kx;+11,660,60;+11,660,0,bmb|Asia/Khandyga|
LMT,371,0;+06,360,0;+07,420,0;+08,480,60;+07,420,60,5zi;+07,420,0,67o;+08,480,0,bmb|Asia/Krasnoyarsk|
LMT,415,0;SMT,415,0;+07,420,0;+0720,440,0;+0730,450,0;+09,540,0;+08,480,0|Asia/Kuala_Lumpur Asia/Singapore|Singapore
LMT,454,0;CST,480,0;+10,600,60;CDT,540,60|Asia/Macau|Asia/Macao
LMT,603,0;+10,600,0;+11,660,0;+12,720,60;+11,660,60,5zi;+11,660,0,67o;+12,720,0,bmb|Asia/Magadan|
LMT,478,0;MMT,478,0;+09,540,0;WITA,480,0|Asia/Makassar|Asia/Ujung_Pandang
LMT,-956,0;PST,480,0;PDT,540,60|Asia/Manila|
LMT,133,0;EET,120,0;EEST,180,60|Asia/Nicosia|Europe/Nicosia
LMT,349,0;+06,360,0;+07,420,0;+08,480,60;+07,420,60,5zi;+07,420,0,67o;+07,420,60,bc7;+07,420,0,bmb|Asia/Novokuznetsk|
LMT,332,0;+06,360,0;+07,420,0;+08,480,60;+07,420,60,5zi;+07,420,0,67o;+07,420,60,6la;+07,420,0,bmb|Asia/Novosibirsk|
LMT,294,0;+05,300,0;+06,360,0;+07,420,60;+06,360,60,5zi;+06,360,0,67o;+07,420,0,bmb|Asia/Omsk|
LMT,205,0;+03,180,0;+05,300,0;+06,360,60;+06,360,0,3b6;+06,360,60,3g8;+05,300,60,5f3;+04,240,0;+05,300,0,67o;+05,300,60,69m;+05,300,0,9td|Asia/Oral|
LMT,437,0;PMT,437,0;+0730,450,0;+09,540,0;WITA,480,0;WIB,420,0|Asia/Pontianak|
LMT,503,0;KST,510,0;KST,540,0|Asia/Pyongyang|
LMT,254,0;+04,240,0;+05,300,0;+06,360,60;+06,360,0,3b6;+06,360,60,3g8;+05,300,60,5zi;+05,300,0,67o;+06,360,0,9td|Asia/Qostanay|
LMT,262,0;+04,240,0;+05,300,0;+06,360,60;+06,360,0,3b6;+06,360,60,3g8;+05,300,-60,5zi;+05,300,0,64k;+06,360,0,67o;+06,360,60,69m;+06,360,0,9td|Asia/Qyzylorda|
LMT,385,0;RMT,385,0;+0630,390,0;+09,540,0|Asia/Yangon Indian/Cocos|Asia/Rangoon
LMT,571,0;+09,540,0;+11,660,0;+12,720,60;+11,660,60,5zi;+10,600,0;+11,660,0,67o;+11,660,60,7od;+11,660,0,bmb|Asia/Sakhalin|
LMT,268,0;+04,240,0;+05,300,0;+06,360,60;+06,360,0,3b6;+06,360,60,3g8|Asia/Samarkand|
LMT,508,0;KST,510,0;KST,540,0;KDT,600,60;KDT,570,60|Asia/Seoul|ROK
LMT,615,0;+10,600,0;+11,660,0;+12,720,60;+11,660,60,5zi;+11,660,0,67o;+12,720,0,bmb|Asia/Srednekolymsk|
LMT,277,0;+05,300,0;+06,360,0;+07,420,60;+06,360,60,5zi|Asia/Tashkent|
LMT,179,0;TBMT,179,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5zi;+04,240,0,6yw;+04,240,60,9pv;+04,240,0,9xg|Asia/Tbilisi|
LMT,206,0;TMT,206,0;+0330,210,0;+0430,270,60;+04,240,0;+05,300,60|Asia/Tehran|Iran
LMT,359,0;+0530,330,0;+06,360,0|Asia/Thimphu|Asia/Thimbu
LMT,559,0;JST,540,0;JDT,600,60|Asia/Tokyo|Japan
LMT,340,0;+06,360,0;+07,420,0;+08,480,60;+07,420,60,5zi;+07,420,0,67o;+07,420,60,93z;+07,420,0,bmb|Asia/Tomsk|
LMT,573,0;+08,480,0;+09,540,0;+12,720,180;+11,660,0;+12,720,60,3g8;+11,660,60,5zi;+10,600,0;+11,660,0,67o;+12,720,0,bmb|Asia/Ust-Nera|
LMT,528,0;+09,540,0;+10,600,0;+11,660,60;+10,600,60,5zi;+10,600,0,67o;+11,660,0,bmb|Asia/Vladivostok|
LMT,519,0;+08,480,0;+09,540,0;+10,600,60;+09,540,60,5zi;+09,540,0,67o;+10,600,0,bmb|Asia/Yakutsk|
LMT,243,0;PMT,225,0;+04,240,0;+05,300,0;+06,360,60;+05,300,60,5zi;+05,300,0,67o;+06,360,0,bmb|Asia/Yekaterinburg|
LMT,178,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5zi;+04,240,0,790|Asia/Yerevan|
LMT,-103,0;HMT,-115,0;-02,-120,0;+00,0,120;-01,-60,0;+00,0,60,3g5;WET,0,0,6h8;WEST,60,60;+00,0,60,6m0|Atlantic/Azores|
LMT,-259,0;BMT,-259,0;BST,-199,60;AST,-240,0;ADT,-180,60|Atlantic/Bermuda|
LMT,-62,0;-01,-60,0;WET,0,0;WEST,60,60|Atlantic/Canary|
LMT,-94,0;-02,-120,0;-01,-60,60;-01,-60,0,1nu|Atlantic/Cape_Verde|
LMT,-27,0;WET,0,0;WEST,60,60|Atlantic/Faroe|Atlantic/Faeroe
LMT,-68,0;FMT,-68,0;-01,-60,0;+01,60,120;WET,0,0;WEST,60,60,3gc|Atlantic/Madeira|
LMT,-146,0;-02,-120,0|Atlantic/South_Georgia|
LMT,-231,0;SMT,-231,0;-04,-240,0;-03,-180,60;-03,-180,0,3r8;-02,-120,60;-03,-180,60,4fc;-03,-180,0,bgp|Atlantic/Stanley|
LMT,605,0;AEST,600,0;AEDT,660,60|Australia/Sydney|Australia/ACT Australia/Canberra Australia/NSW
LMT,554,0;ACST,570,0;ACDT,630,60|Australia/Adelaide|Australia/South
LMT,612,0;AEST,600,0;AEDT,660,60|Australia/Brisbane|Australia/Queensland
LMT,566,0;ACST,570,0;ACDT,630,60|Australia/Broken_Hill|Australia/Yancowinna
LMT,589,0;AEST,600,0;AEDT,660,60|Australia/Hobart|Australia/Currie Australia/Tasmania
LMT,523,0;ACST,570,0;ACDT,630,60|Australia/Darwin|Australia/North
LMT,515,0;+0845,525,0;+0945,585,60|Australia/Eucla|
LMT,636,0;AEST,600,0;+1030,630,0;+1130,690,60;+11,660,30|Australia/Lord_Howe|Australia/LHI
LMT,596,0;AEST,600,0;AEDT,660,60|Australia/Lindeman|
LMT,580,0;AEST,600,0;AEDT,660,60|Australia/Melbourne|Australia/Victoria
LMT,463,0;AWST,480,0;AWDT,540,60|Australia/Perth|Australia/West
LMT,18,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Amsterdam Europe/Brussels Europe/Luxembourg|CET MET
CST,-360,0;CDT,-300,60||CST6CDT
LMT,-437,0;EMT,-437,0;-07,-420,0;-06,-360,60;-06,-360,0,3fr;-05,-300,60|Pacific/Easter|Chile/EasterIsland
LMT,95,0;AMT,95,0;EEST,180,60;CET,60,0;EET,120,0|Europe/Athens|EET
EST,-300,0;EDT,-240,60||EST5EDT
LMT,-25,0;DMT,-25,0;IST,35,60;GMT,0,0;IST,60,0;GMT,0,-60,ik|Europe/Dublin|Eire
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
LMT,6,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Andorra|
LMT,192,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5f3;+04,240,0,5zi;+04,240,60,69m;+04,240,0,bmb|Europe/Astrakhan|
LMT,-1,0;GMT,0,0;BDST,120,120;BST,60,0;BST,60,60,mg|Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London|Europe/Belfast GB GB-Eire
LMT,82,0;CET,60,0;CEST,120,60|Europe/Belgrade Europe/Ljubljana Europe/Podgorica Europe/Sarajevo Europe/Skopje Europe/Zagreb|
LMT,58,0;CET,60,0;CEST,120,60;GMT,0,-60|Europe/Bratislava Europe/Prague|
LMT,104,0;BMT,104,0;EET,120,0;EEST,180,60|Europe/Bucharest|
LMT,76,0;CET,60,0;CEST,120,60|Europe/Budapest|
LMT,34,0;CET,60,0;CEST,120,60|Europe/Busingen Europe/Vaduz Europe/Zurich|
LMT,115,0;CMT,115,0;BMT,104,0;CEST,120,60;CET,60,0;MSK,180,0;MSD,240,60;EEST,180,60,5qd;EET,120,0,5uh|Europe/Chisinau|Europe/Tiraspol
LMT,-21,0;GMT,0,0;BDST,120,120;CET,60,0;CEST,120,60,3g5|Europe/Gibraltar|
LMT,100,0;HMT,100,0;EET,120,0;EEST,180,60|Europe/Helsinki Europe/Mariehamn|
LMT,82,0;CET,60,0;EET,120,0;MSK,180,0;MSD,240,60;EEST,180,60,5f3;+03,180,0,bmc|Europe/Kaliningrad|
LMT,122,0;KMT,122,0;MSK,180,0;CEST,120,60;CET,60,0;MSD,240,60;EEST,180,60,5rx;EET,120,0,64l|Europe/Kyiv|Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
LMT,199,0;+03,180,0;+04,240,0;+05,300,60;MSD,240,60,5f3;MSK,180,0,5k5;+04,240,0,5zi;MSD,240,60,69m;MSK,240,0,bmb|Europe/Kirov|
LMT,-37,0;WET,0,0;WEMT,120,120;CET,60,0;WEST,60,60,21e;CET,60,0,6ep;CEST,120,60,6jr;WEST,60,60,7ea|Europe/Lisbon|Portugal WET
LMT,-15,0;WET,0,0;CET,60,0;CEST,120,60|Europe/Madrid|
LMT,58,0;CET,60,0;CEST,120,60|Europe/Malta|
LMT,110,0;MMT,110,0;MSK,180,0;CEST,120,60;CET,60,0;MSD,240,60;EEST,180,60,5zi;EET,120,0,64l;+03,180,0,bmc|Europe/Minsk|
LMT,9,0;PMT,9,0;WET,0,0;WEMT,120,60;CET,60,0;CEST,120,60,1ra|Europe/Monaco Europe/Paris|
LMT,150,0;MMT,150,0;MMT,151,0;MST,211,60;MDST,271,120;MSK,180,0;MSD,240,60;+05,300,120;EET,120,0;EEST,180,60,5zi;MSK,180,0,67p;MSK,240,0,bmb|Europe/Moscow|W-SU
LMT,97,0;RMT,97,0;LST,157,60;MSK,180,0;CEST,120,60;CET,60,0;MSD,240,60;EEST,180,60,5f3;EET,120,0,5k6|Europe/Riga|
LMT,50,0;CET,60,0;CEST,120,60|Europe/Rome Europe/San_Marino Europe/Vatican|
LMT,200,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5f3;+03,180,-60,5zi;+03,180,0,64l;+04,240,0,656;+04,240,60,bc7;+04,240,0,bmb|Europe/Samara|
LMT,184,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,54z;+04,240,0,5zi;+04,240,60,69m;+04,240,0,bmb|Europe/Saratov|
LMT,136,0;SMT,136,0;MSK,180,0;CEST,120,60;CET,60,0;MSD,240,60;EET,120,0,5rx;EEST,180,60,69n;MSD,240,120,6ut;MSK,180,0,6yw;MSD,240,60,73y;EEST,180,60,7oe;MSK,240,0,cgv;MSK,180,0,cmo|Europe/Simferopol|
LMT,93,0;CET,60,0;EET,120,0;EEST,180,60|Europe/Sofia|
LMT,99,0;TMT,99,0;CET,60,0;MSK,180,0;CEST,120,60;MSD,240,60;EEST,180,60,5f3;EET,120,0,5k6|Europe/Tallinn|
LMT,79,0;CET,60,0;CEST,120,60|Europe/Tirane|
LMT,194,0;+03,180,0;+04,240,0;+05,300,60;+04,240,60,5f3;+03,180,60,5zi;+02,120,0;+03,180,0,67p;+04,240,0,bmb|Europe/Ulyanovsk|
LMT,65,0;CET,60,0;CEST,120,60|Europe/Vienna|
LMT,101,0;WMT,84,0;KMT,96,0;CET,60,0;MSK,180,0;CEST,120,60;MSD,240,60;EEST,180,60,5f3;EET,120,0,5k6;CEST,120,60,7yi;EET,120,0,8en|Europe/Vilnius|
LMT,178,0;+03,180,0;+04,240,0;+05,300,60;MSD,240,60,54z;MSK,180,0,5a1;+04,240,0,5zi;MSD,240,60,69m;MSK,240,0,bmb;+04,240,0,drb|Europe/Volgograd|
LMT,84,0;WMT,84,0;CET,60,0;EEST,180,60;CEST,120,60|Europe/Warsaw|Poland
LMT,-631,0;HST,-630,0;HPT,-570,60;HST,-600,0|Pacific/Honolulu US/Hawaii|HST Pacific/Johnston
LMT,290,0;+05,300,0;+06,360,0|Indian/Chagos|
LMT,294,0;MMT,294,0;+05,300,0|Indian/Kerguelen Indian/Maldives|
LMT,230,0;+04,240,0;+05,300,60|Indian/Mauritius|
LMT,669,0;+11,660,0;+10,600,0;+09,540,0;-12,-720,0;+12,720,0|Pacific/Kwajalein|Kwajalein
MST,-420,0;MDT,-360,60||MST7MDT
LMT,734,0;+1215,735,0;+1245,765,0;+1345,825,60|Pacific/Chatham|NZ-CHAT
PST,-480,0;PDT,-420,60||PST8PDT
LMT,753,0;LMT,-687,0;-1130,-690,0;-11,-660,0;-10,-600,60;+14,840,60;+13,780,0|Pacific/Apia|
LMT,622,0;+10,600,0;+09,540,0;+11,660,0|Pacific/Bougainville|
LMT,673,0;+11,660,0;+12,720,60|Pacific/Efate|
-00,0,0;-12,-720,0;-11,-660,0;+13,780,0|Pacific/Kanton|Pacific/Enderbury
LMT,-685,0;-11,-660,0;+13,780,0|Pacific/Fakaofo|
LMT,716,0;+12,720,0;+13,780,60|Pacific/Fiji|
LMT,692,0;+12,720,0|Pacific/Funafuti Pacific/Majuro Pacific/Tarawa Pacific/Wake Pacific/Wallis|
LMT,-358,0;-05,-300,0;-06,-360,0;-05,-300,60,6gf|Pacific/Galapagos|
LMT,-540,0;-09,-540,0|Pacific/Gambier|
LMT,640,0;+11,660,0|Pacific/Guadalcanal Pacific/Pohnpei|Pacific/Ponape
LMT,-861,0;GST,600,0;+09,540,0;GDT,660,60;ChST,600,0,8q9|Pacific/Guam Pacific/Saipan|
LMT,-629,0;-1040,-640,0;-10,-600,0;+14,840,0|Pacific/Kiritimati|
LMT,-788,0;+11,660,0;+09,540,0;+10,600,0;+12,720,0|Pacific/Kosrae|
LMT,-558,0;-0930,-570,0|Pacific/Marquesas|
LMT,757,0;LMT,-683,0;SST,-660,0|Pacific/Midway Pacific/Pago_Pago|Pacific/Samoa US/Samoa
LMT,668,0;+1130,690,0;+09,540,0;+12,720,0|Pacific/Nauru|
LMT,-680,0;-1120,-680,0;-11,-660,0|Pacific/Niue|
LMT,672,0;+1112,672,0;+1130,690,0;+1230,750,60;+11,660,0;+12,720,60|Pacific/Norfolk|
LMT,666,0;+11,660,0;+12,720,60|Pacific/Noumea|
LMT,-902,0;+09,540,0|Pacific/Palau|
LMT,-520,0;-0830,-510,0;-08,-480,0|Pacific/Pitcairn|
LMT,801,0;LMT,-639,0;-1030,-630,0;-0930,-570,60;-10,-600,0;-0930,-570,30,2rn|Pacific/Rarotonga|
LMT,-598,0;-10,-600,0|Pacific/Tahiti|
LMT,739,0;+1220,740,0;+13,780,0;+14,840,60|Pacific/Tongatapu|
`;
