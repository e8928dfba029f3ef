// Package trace is the registry: the facts that can be stated about OCOP
// producers, products, batches and labels, the rules for stating them, and
// what a scan may say of them.
//
// # Statements
//
// Every public fact is a statement: a W3C Verifiable Credential 2.0 in the
// record format of package credential, logged by package translog. Its JCS
// bytes are the log leaf and the only truth; everything else is derived.
//
//	{"@context": ["https://www.w3.org/ns/credentials/v2", BASE + "/ns/v1"],
//	 "id": "urn:uuid:…",
//	 "type": ["VerifiableCredential", KIND + "Statement"],
//	 "issuer": DID, "validFrom": RFC 3339 UTC seconds,
//	 "credentialSubject": {"type": KIND, …}, "proof": {…}}
//
// KIND is one of Service, Entity, Product, Recognition, RecognitionChange,
// Batch, LabelRun, LabelClaim, LabelStatus, LabelReprint, LabelAllowance,
// Recall, Point, DiaryEntry, Inspection, ResolverLink, Event; the subject's members are the JSON names of the Go type of that
// name. Dates are ISO 8601 calendar days in Viet Nam (+07:00), counts are
// integers, everything else is text in NFC, or a list or object of these.
// Nothing is edited or deleted: a later statement about the same subject
// supersedes an earlier one. Leaf 0 is the Service statement; it names the
// log key and the issuer keys, so that whoever trusts the log key needs
// nothing else to check any other record.
//
// # Derived keys
//
// All of the following can be rebuilt from the statements alone (Rebuild) and
// are compared with them by Check. NUL is one zero byte; no id, code or lot
// holds one.
//
//	reg/s/ LIST NUL SUBJECT NUL be64(^index)  -> empty     statements about a subject, newest first
//	reg/u/ NAME NUL VALUE                     -> owner     values that only one subject may have
//	reg/c/ CODEKEY NUL be64(last counter)     -> be64(index) the label run that holds a counter
//	reg/e/ INDEX NUL VALUE NUL be64(^event time) be64(^index)  -> be64(record time)   events
//	reg/~version                              -> "3", which says that the keys are those below
//
//	LIST            SUBJECT       statements
//	service         "service"     Service
//	entity          entity        Entity
//	product         product       Product
//	entity-product  entity        Product, of the entity
//	recognition     product       Recognition, RecognitionChange
//	batch           PRODUCT/LOT   Batch
//	product-batch   product       Batch, of the product
//	run             run           LabelRun
//	batch-run       PRODUCT/LOT   LabelRun, of the batch
//	blank-run       entity        LabelRun without a batch
//	code-key        code key      LabelRun
//	run-status      run           LabelStatus
//	run-claim       run           LabelClaim
//	batch-claim     PRODUCT/LOT   LabelClaim, binding to the batch
//	run-reprint     run           LabelReprint
//	allowance       PRODUCT/LOT   LabelAllowance
//	recall          PRODUCT/LOT   Recall
//	entity-batch    entity        Batch, of the entity's products
//	batch-input     PRODUCT/LOT   Batch, made of that batch
//	batch-diary     PRODUCT/LOT   DiaryEntry
//	diary-replaced  urn:uuid:…    DiaryEntry that replaces that statement
//	batch-inspection     PRODUCT/LOT     Inspection
//	province-inspection  province        Inspection, made there
//	point           point         Point
//	province-point  province NUL point   Point
//	owner-point     entity NUL point     Point, the entity's own
//	entity-point    entity NUL point     Point, open, that offers goods of the entity
//	product-point   product NUL point    Point, open, that offers the product
//	resolver-link   TARGET NUL link      ResolverLink, about the target
//	entity-link     entity NUL link      ResolverLink, of the entity
//
// INDEX is what an event is found by: type, action, step, disp, read, place,
// deal, party, thing, id, run or entity (eventindex.go), and VALUE is of that,
// identifiers as epcis.Normalize has them; or SHA-256 as "#" and hexadecimal
// digits, where it is longer than 200 bytes. Times are microseconds since 1970
// with the sign bit turned over. Without a VALUE, all events stand under all (as
// above), rec (^record time), and with times and log indexes that are not
// complements under all+ and rec+.
//
// A point that leaves a province, product or entity leaves its older rows there
// behind; one counts if it is of the point's newest statement.
//
// A TARGET is "entity/" or "point/" with an id, "product/" with an id, or
// "batch/" PRODUCT/LOT.
//
// NAME is event (an eventID that was given; owner: the hash of the event), gtin (owner: product), recognition (the official number; product),
// registration (of the business; entity), party (GLN; entity) or place (GLN, or
// GLN/EXTENSION; point). A number once stated stays its owner's.
//
// Not derived, but checked against the records: jws/ be64(index) -> the
// 64-byte signature of the record's vc+jwt form.
//
// Neither derived nor checked: by/ be64(index) -> the name of the account that
// asked for the statement. It is personal data, so it stands beside the log and
// never in it; a backup holds it, Rebuild leaves it as it is, and where nobody
// was named there is no key.
//
// # Codes and links
//
// A label carries one code of package code. Its counter lies in the range of
// exactly one label run, the run names its batch, and so a scan finds the
// batch without anything being stored per label. The link printed is a GS1
// Digital Link, BASE/01/GTIN/10/LOT/21/CODE, when the batch was issued with a
// GTIN, and BASE/x/CODE otherwise.
//
// A blank run names an entity and no batch. Its counters are of the same space
// and its links are BASE/x/CODE. A LabelClaim binds labels of it to a batch of
// that entity, each label once and for good; until then a scan of one says so
// (FindingUnbound) and nothing of goods.
//
// # Counting
//
// A label is open from the statement of its run on, then may be activated, and
// may be voided at any time, finally; a blank one is activated only when bound.
// A batch's labels are those of its own runs and those bound to it. Admitted,
// in the transaction that logs it, is only what leaves open and active labels
// of a batch together at most its quantity and its allowances (Ledger). A
// reprint repeats codes and counts nothing.
//
// # Reading
//
// A Scan is what is proven about a label, batch or product: every record in it
// was read in one snapshot, its signature and its place under a published
// checkpoint were checked. Of lists that grow without end it shows the newest
// (MaxShown) and says how many more there are. Lists and consoles read without
// proving.
package trace
