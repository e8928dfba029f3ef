package epcis

import (
	"fmt"
	"strconv"
)

func itoa(i int) string { return strconv.Itoa(i) }

// identifiers checks every GS1 identifier: its form and check digit, that lists
// of objects name single objects, and that quantities name classes (CBV 2.0
// sections 8.2 and 8.3).
func (c *eventCheck) identifiers() {
	c.instances("epcList", c.e.EPCList)
	c.instances("childEPCs", c.e.ChildEPCs)
	c.instances("inputEPCList", c.e.InputEPCList)
	c.instances("outputEPCList", c.e.OutputEPCList)
	c.classes("quantityList", c.e.QuantityList)
	c.classes("childQuantityList", c.e.ChildQuantityList)
	c.classes("inputQuantityList", c.e.InputQuantityList)
	c.classes("outputQuantityList", c.e.OutputQuantityList)
	c.identifier("parentID", c.e.ParentID, levelInstance)
	c.identifier("transformationID", c.e.TransformationID, levelOther)
	c.place("readPoint", c.e.ReadPoint)
	c.place("bizLocation", c.e.BizLocation)
	c.typed("bizTransactionList", "bizTransaction", c.e.BizTransactionList)
	c.typed("sourceList", "source", c.e.SourceList)
	c.typed("destinationList", "destination", c.e.DestinationList)
}

func (c *eventCheck) instances(name string, list []string) {
	for i, id := range list {
		if fault := checkIdentifier(id, levelInstance); fault != "" {
			c.fault(name+"/"+itoa(i), ErrValue, "%s", fault)
		}
	}
}

func (c *eventCheck) classes(name string, list []Quantity) {
	for i, q := range list {
		if fault := checkIdentifier(q.EPCClass, levelClass); fault != "" {
			c.fault(name+"/"+itoa(i)+"/epcClass", ErrValue, "%s", fault)
		}
	}
}

func (c *eventCheck) typed(name, member string, list []Typed) {
	for i, t := range list {
		c.identifier(name+"/"+itoa(i)+"/"+member, t.ID, levelOther)
	}
}

func (c *eventCheck) place(name string, l *Location) {
	if l != nil {
		c.identifier(name+"/id", l.ID, levelOther)
	}
}

func (c *eventCheck) identifier(path, id string, want level) {
	if fault := checkIdentifier(id, want); fault != "" {
		c.fault(path, ErrValue, "%s", fault)
	}
}

// checkIdentifier says what is wrong with an identifier, "" where nothing is.
// URIs without a GS1 key are not judged.
func checkIdentifier(id string, want level) string {
	link, known, err := readGS1(id)
	switch {
	case err != nil:
		return fmt.Sprintf("%q: %v", shorten(id), err)
	case !known || want == levelOther:
		return ""
	}
	switch got := levelOf(link); {
	case want == levelInstance && got == levelClass:
		return fmt.Sprintf("%q names a class, such as a product or a lot, not one object; a class goes into a list of quantities", shorten(id))
	case want == levelClass && got == levelInstance:
		return fmt.Sprintf("%q names one object, not a class; it goes into a list of EPCs", shorten(id))
	}
	return ""
}
