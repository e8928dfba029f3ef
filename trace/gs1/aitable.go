package gs1

// Release is the date of the GS1 Syntax Dictionary whose facts the table holds;
// it follows the General Specifications release 26.0.
const Release = "2026-01-27"

// rows is the table of application identifiers, one a line or one a family:
//
//	code|format|use|requires|excludes|title
//
// A code is one AI, a range of AIs that differ in their last digit, or a range
// of families: 310n-316n are the AIs 3100 to 3105, 3110 to 3115, ... 3165,
// where the last digit is the number of decimals and titles are separated by
// "; ". A number at the end of a range's title is counted up.
//
// A format lists the components of a value: N (digits), X (CSET 82), Y (CSET
// 39) or Z (base64url), a length or "..most", optional in brackets, and after a
// colon the rules of its content (see ruleOf). Use is "key", with its
// qualifiers' sequences, "attr" for a data attribute (keys are that too) or
// "-". Requires lists groups of which one must be there, joined by "+";
// excludes what must not be there, where "n" is any digit and "one" means any
// other AI of the same family.
const rows = `
00|N18:check|key|||SSCC
01|N14:check,gtin|key 22,10,21/235||255,37|GTIN
02|N14:check,gtin|attr|37|01,03|CONTENT
03|N14:check,gtin|-||01,02,37,235|MTO GTIN
10|X..20|attr|01,02,03,8006,8026||BATCH/LOT
11|N6:date0|attr|01,02,03,8006,8026||PROD DATE
12|N6:date0|attr|8020||DUE DATE
13|N6:date0|attr|01,02,03,8006,8026||PACK DATE
15|N6:date0|attr|01,02,03,8006,8026||BEST BEFORE or BEST BY
16|N6:date0|attr|01,02,03,8006,8026||SELL BY
17|N6:date0|attr|01,02,03,255,8006,8026||USE BY or EXPIRY
20|N2|attr|01,02,03,8006,8026||VARIANT
21|X..20|-|01,03,8006|235|SERIAL
22|X..20|-|01||CPV
235|X..28|-|01||TPX
240|X..30|attr|01,02,03,8006,8026||ADDITIONAL ID
241|X..30|attr|01,02,03,8006,8026||CUST. PART No.
242|N..6|attr|01,02,8006,8026||MTO VARIANT
243|X..20|attr|01,03||PCN
250|X..30|attr|01+21,03+21,8006+21||SECONDARY SERIAL
251|X..30|attr|01,03,8006||REF. TO SOURCE
253|N13:check [X..17]|key|||GDTI
254|X..20|-|414||GLN EXTENSION COMPONENT
255|N13:check [N..12]|key||01,02,415,8006,8020,8026|GCN
30|N..8|attr|01,02||VAR. COUNT
310n-316n|N6|attr|01,02|one|NET WEIGHT (kg); LENGTH (m); WIDTH (m); HEIGHT (m); AREA (m²); NET VOLUME (l); NET VOLUME (m³)
320n-329n|N6|attr|01,02|one|NET WEIGHT (lb); LENGTH (in); LENGTH (ft); LENGTH (yd); WIDTH (in); WIDTH (ft); WIDTH (yd); HEIGHT (in); HEIGHT (ft); HEIGHT (yd)
330n-336n|N6|attr|00,01|one|GROSS WEIGHT (kg); LENGTH (m), log; WIDTH (m), log; HEIGHT (m), log; AREA (m²), log; VOLUME (l), log; VOLUME (m³), log
337n-337n|N6|attr|01|one|KG PER m²
340n-349n|N6|attr|00,01|one|GROSS WEIGHT (lb); LENGTH (in), log; LENGTH (ft), log; LENGTH (yd), log; WIDTH (in), log; WIDTH (ft), log; WIDTH (yd), log; HEIGHT (in), log; HEIGHT (ft), log; HEIGHT (yd), log
350n-352n|N6|attr|01,02|one|AREA (in²); AREA (ft²); AREA (yd²)
353n-355n|N6|attr|00,01|one|AREA (in²), log; AREA (ft²), log; AREA (yd²), log
356n-357n|N6|attr|01,02|one|NET WEIGHT (tr oz); NET VOLUME (oz)
360n-361n|N6|attr|01,02|one|NET VOLUME (qt (US)); NET VOLUME (gal.)
362n-363n|N6|attr|00,01|one|VOLUME (qt (US)), log; VOLUME (gal (US)), log
364n-366n|N6|attr|01,02|one|NET VOLUME (in³); NET VOLUME (ft³); NET VOLUME (yd³)
367n-369n|N6|attr|00,01|one|VOLUME (in³), log; VOLUME (ft³), log; VOLUME (yd³), log
37|N..8|attr|00+02,00+8026||COUNT
3900-3909|N..15|attr|255,8020|390n,391n,394n,8111|AMOUNT
3910-3919|N3:currency N..15|attr|8020|391n|AMOUNT
3920-3929|N..15|attr|01+30,01+31nn,01+32nn,01+35nn,01+36nn|392n,393n|PRICE
3930-3939|N3:currency N..15|attr|30,31nn,32nn,35nn,36nn|393n|PRICE
3940-3943|N4|attr|255|394n,8111|PRCNT OFF
3950-3955|N6|attr|30,31nn,32nn,35nn,36nn|392n,393n,395n,8005|PRICE/UoM
400|X..30|attr|||ORDER NUMBER
401|X..30:gcp|key|||GINC
402|N17:check|key|||GSIN
403|X..30|attr|00||ROUTE
410|N13:check,nonzero|attr|||SHIP TO LOC
411|N13:check,nonzero|attr|||BILL TO
412|N13:check,nonzero|attr|||PURCHASE FROM
413|N13:check,nonzero|attr|||SHIP FOR LOC
414|N13:check,nonzero|key 254/7040|||LOC No.
415|N13:check,nonzero|key 8020|8020||PAY TO
416|N13:check,nonzero|attr|||PROD/SERV LOC
417|N13:check,nonzero|key 7040|||PARTY
420|X..20|attr||421|SHIP TO POST
421|N3:country X..9|attr||4307|SHIP TO POST
422|N3:country|attr|01,02,03,8006,8026|426|ORIGIN
423|N3:country [N3:country] [N3:country] [N3:country] [N3:country]|attr|01,02,03|426|COUNTRY - INITIAL PROCESS
424|N3:country|attr|01,02,03|426|COUNTRY - PROCESS
425|N3:country [N3:country] [N3:country] [N3:country] [N3:country]|attr|01,02,03|426|COUNTRY - DISASSEMBLY
426|N3:country|attr|01,02,03||COUNTRY - FULL PROCESS
427|X..3|attr|01+422,02+422,03+422||ORIGIN SUBDIVISION
4300|X..35:percent|attr|00||SHIP TO COMP
4301|X..35:percent|attr|00||SHIP TO NAME
4302|X..70:percent|attr|00||SHIP TO ADD1
4303|X..70:percent|attr|4302||SHIP TO ADD2
4304|X..70:percent|attr|00||SHIP TO SUB
4305|X..70:percent|attr|00||SHIP TO LOC
4306|X..70:percent|attr|00||SHIP TO REG
4307|X2:country2|attr|00||SHIP TO COUNTRY
4308|X..30|attr|00||SHIP TO PHONE
4309|N10:latitude N10:longitude|attr|00||SHIP TO GEO
4310|X..35:percent|attr|00||RTN TO COMP
4311|X..35:percent|attr|00||RTN TO NAME
4312|X..70:percent|attr|00||RTN TO ADD1
4313|X..70:percent|attr|4312||RTN TO ADD2
4314|X..70:percent|attr|00||RTN TO SUB
4315|X..70:percent|attr|00||RTN TO LOC
4316|X..70:percent|attr|00||RTN TO REG
4317|X2:country2|attr|00||RTN TO COUNTRY
4318|X..20|attr|00||RTN TO POST
4319|X..30|attr|00||RTN TO PHONE
4320|X..35:percent|attr|00||SRV DESCRIPTION
4321|N1:yesno|attr|00||DANGEROUS GOODS
4322|N1:yesno|attr|00||AUTH TO LEAVE
4323|N1:yesno|attr|00||SIG REQUIRED
4324|N6:date0 N4:time|attr|00||NOT BEF DEL DT
4325|N6:date0 N4:time|attr|00||NOT AFT DEL DT
4326|N6:date|attr|00||REL DATE
4330|N6 [X1:hyphen]|attr|00|4331|MAX TEMP F.
4331|N6 [X1:hyphen]|attr|00|4330|MAX TEMP C.
4332|N6 [X1:hyphen]|attr|00|4333|MIN TEMP F.
4333|N6 [X1:hyphen]|attr|00|4332|MIN TEMP C.
7001|N13|attr|01,02,8006,8026||NSN
7002|X..30|attr|01,02||MEAT CUT
7003|N6:date N4:time|attr|01,02,03||EXPIRY TIME
7004|N..4|attr|01+10,03+10||ACTIVE POTENCY
7005|X..12|attr|01,02||CATCH AREA
7006|N6:date|attr|01,02||FIRST FREEZE DATE
7007|N6:date [N6:date]|attr|01,02||HARVEST DATE
7008|X..3|attr|01,02||AQUATIC SPECIES
7009|X..10|attr|01,02||FISHING GEAR TYPE
7010|X..2|attr|01,02,03||PROD METHOD
7011|N6:date [N4:time]|attr|01,02,03||TEST BY DATE
7020|X..20|attr|01+416,03+416,8006+416||REFURB LOT
7021|X..20|attr|01,03,8006||FUNC STAT
7022|X..20|attr|01+7021,03+7021,8006+7021||REV STAT
7023|X..30:gcp|attr|||GIAI - ASSEMBLY
7030-7039|N3:country999 X..27|attr|01,02||PROCESSOR # 0
7040|N1 X1 X1 X1:importer|-|||UIC+EXT
7041|X..4:package|-|00||UFRGT UNIT TYPE
710|X..20|attr|01||NHRN PZN
711|X..20|attr|01||NHRN CIP
712|X..20|attr|01||NHRN CN
713|X..20|attr|01||NHRN DRN
714|X..20|attr|01||NHRN AIM
715|X..20|attr|01||NHRN NDC
716|X..20|attr|01||NHRN AIC
717|X..20|attr|01||NHRN SRN
7230-7239|X2 X..28|attr|01,8004||CERT # 1
7240|X..20|attr|01,8006|03|PROTOCOL
7241|N2:media|attr|8017,8018||AIDC MEDIA TYPE
7242|X..25|attr|8017,8018||VCN
7250|N8:longdate|attr|8018|7251|DOB
7251|N8:longdate N4:time|attr|8018|7250|DOB TIME
7252|N1:sex|attr|8018||BIO SEX
7253|X..40:percent|attr|8017,8018|7256,7259|FAMILY NAME
7254|X..40:percent|attr|8017,8018|7256,7259|GIVEN NAME
7255|X..10|attr|8017,8018|7256,7259|SUFFIX
7256|X..90:percent|attr|8017,8018||FULL NAME
7257|X..70:percent|attr|8018||PERSON ADDR
7258|X3:position|attr|8018+7259||BIRTH SEQUENCE
7259|X..40:percent|attr|8018|7256|BABY
8001|N4:nonzero N5:nonzero N3:nonzero N1:winding N1|attr|01||DIMENSIONS
8002|X..20|attr|||CMT No.
8003|N1:zero N13:check [X..16]|key|||GRAI
8004|X..30:gcp|key 7040|||GIAI
8005|N6|attr|01,02||PRICE PER UNIT
8006|N14:check,gtin N4:piece|key 22,10,21||01,03,37|ITIP
8007|X..34:iban|attr|415||IBAN
8008|N6:date N2:hour [N2:minute] [N2:second]|attr|01,02,03||PROD TIME
8009|X..50|attr|00,01,03||OPTSEN
8010|Y..30:gcp|key 8011|||CPID
8011|N..12:leading|-|8010||CPID SERIAL
8012|X..20|attr|01,03,8006||VERSION
8013|X..25:pair,gcp|key|||GMN
8014|X..25:pair,gcp,letter|-|01||MUDI
8017|N18:check|key 8019||8018|GSRN - PROVIDER
8018|N18:check|key 8019||8017|GSRN - RECIPIENT
8019|N..10|-|8017,8018||SRIN
8020|X..25|-|415||REF No.
8026|N14:check,gtin N4:piece|attr|37|02,03,8006|ITIP CONTENT
8030|Z..90|attr|00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018||DIGSIG
8040|N15|-|01+21||IMEI
8041|N15|-|01+21+8040||IMEI2
8042|N32|-|01+21+8040||ESIM
8043|N18 [N..2]|-|01+21+8040||PSIM
8110|X..70:coupon|attr|||
8111|N4|attr|255||POINTS
8112|X..70:offer|attr|||
8200|X..70|-|01||PRODUCT URL
90|X..30|attr|||INTERNAL
91-99|X..90|attr|||INTERNAL
`
