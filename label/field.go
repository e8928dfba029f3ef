package label

// Field names a text of a label, in a template, a [TextMark] or a [Problem].
type Field string

// Fields of templates, and the link in the symbol. A name ending in En is the
// same in English. A template may use others of 1 to 30 ASCII letters.
const (
	FieldURI          Field = "uri"
	FieldCode         Field = "code"
	FieldHost         Field = "host"
	FieldCall         Field = "call"
	FieldCheck        Field = "check"      // words that tell people to check the domain
	FieldCheckShort   Field = "checkShort" // the same in a word or two, before the host
	FieldName         Field = "name"
	FieldNameEn       Field = "nameEn"
	FieldLot          Field = "lot"
	FieldProduced     Field = "produced"
	FieldExpires      Field = "expires" // use by or best before
	FieldStars        Field = "stars"
	FieldProducer     Field = "producer"
	FieldAddress      Field = "address"
	FieldResponsible  Field = "responsible"
	FieldOrigin       Field = "origin"
	FieldNet          Field = "net"
	FieldGross        Field = "gross"
	FieldPieces       Field = "pieces" // in a carton
	FieldIngredients  Field = "ingredients"
	FieldAllergens    Field = "allergens"
	FieldNutrition    Field = "nutrition" // rows of "name\tamount"
	FieldStorage      Field = "storage"
	FieldUsage        Field = "usage"
	FieldWarning      Field = "warning"
	FieldStandard     Field = "standard"
	FieldAlcohol      Field = "alcohol"
	FieldRegistration Field = "registration"
	FieldBatches      Field = "batches" // rows of "name\tlot\tdates"
	FieldPoint        Field = "point"   // place where the goods are shown
	FieldHours        Field = "hours"
	FieldPhone        Field = "phone"
	FieldStory        Field = "story"
	FieldNote         Field = "note" // that the data is a sample
	FieldHint         Field = "hint" // of a test page: what to do with it
)
