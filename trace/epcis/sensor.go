package epcis

import "github.com/go-json-experiment/json/jsontext"

// sensors checks a sensorElementList (EPCIS 2.0 section 7.3.7) and keeps its
// bytes.
func (s *scanner) sensors() jsontext.Value {
	return s.inside(func(in *scanner) { in.array(in.sensorElement) })
}

func (s *scanner) sensorElement() {
	reports := false
	ok := s.object(func(name string) {
		switch name {
		case "sensorMetadata":
			s.object(func(name string) { s.sensorMember(sensorMetadata, name) })
		case "sensorReport":
			reports = true
			s.sensorReports()
		default:
			s.extension(name)
		}
	})
	if ok && !reports {
		s.fault(ErrMissing, "sensorReport is missing")
	}
}

func (s *scanner) sensorReports() {
	n := 0
	ok := s.array(func() {
		n++
		s.sensorReport()
	})
	if ok && n == 0 {
		s.fault(ErrValue, "the list is empty")
	}
}

func (s *scanner) sensorReport() {
	typed := false
	ok := s.object(func(name string) {
		typed = typed || name == "type"
		s.sensorMember(sensorReport, name)
	})
	if ok && !typed {
		s.fault(ErrMissing, "type is missing")
	}
}

// A sensorField is a member of sensorMetadata or sensorReport and how it is
// read.
type sensorField struct {
	name string
	read func(s *scanner)
}

func (s *scanner) sensorMember(fields []sensorField, name string) {
	for _, f := range fields {
		if f.name == name {
			f.read(s)
			return
		}
	}
	s.extension(name)
}

func readURI(s *scanner)    { s.uri() }
func readTime(s *scanner)   { s.time() }
func readNumber(s *scanner) { s.number() }
func readText(s *scanner)   { s.text() }

// sensorMetadata and sensorReport are in the order of the event hash.
var sensorMetadata = []sensorField{
	{"time", readTime}, {"startTime", readTime}, {"endTime", readTime},
	{"deviceID", readURI}, {"deviceMetadata", readURI}, {"rawData", readURI},
	{"dataProcessingMethod", readURI}, {"bizRules", readURI},
}

var sensorReport = []sensorField{
	{"type", func(s *scanner) { s.word(measurements) }},
	{"exception", func(s *scanner) { s.word(alerts) }},
	{"deviceID", readURI}, {"deviceMetadata", readURI}, {"rawData", readURI},
	{"dataProcessingMethod", readURI}, {"time", readTime},
	{"microorganism", readURI}, {"chemicalSubstance", readURI}, {"value", readNumber},
	{"component", func(s *scanner) { s.word(components) }},
	{"stringValue", readText}, {"booleanValue", readBool}, {"hexBinaryValue", readHex},
	{"uriValue", readURI}, {"minValue", readNumber}, {"maxValue", readNumber},
	{"meanValue", readNumber}, {"sDev", readNumber}, {"percRank", readNumber},
	{"percValue", readNumber}, {"uom", readText}, {"coordinateReferenceSystem", readURI},
	{"bizRules", readURI},
}

func readBool(s *scanner) {
	kind := s.d.PeekKind()
	s.skip()
	if s.err == nil && kind != 't' && kind != 'f' {
		s.fault(ErrType, "true or false expected, not %s", kindName(kind))
	}
}

func readHex(s *scanner) {
	v, ok := s.text()
	if !ok {
		return
	}
	for i := 0; i < len(v); i++ {
		if !isHex(v[i]) {
			s.fault(ErrValue, "%q is not hexadecimal", shorten(v))
			return
		}
	}
	if v == "" {
		s.fault(ErrValue, "no hexadecimal digits")
	}
}
