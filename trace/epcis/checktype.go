package epcis

// checkObject: EPCIS 2.0 section 7.4.2.
func checkObject(c *eventCheck) {
	c.need("action")
	sensors := len(c.e.SensorElementList) > 2 && c.has("readPoint")
	if !c.has("epcList") && len(c.e.QuantityList) == 0 && !sensors {
		c.fault("", ErrMissing, "an ObjectEvent has epcList, quantityList, or sensorElementList with readPoint")
	}
	if c.has("ilmd") && c.e.Action != ActionAdd {
		c.fault("ilmd", ErrRule, "only an ObjectEvent with action ADD has ilmd")
	}
	c.unique("epcList", c.e.EPCList)
}

// children: EPCIS 2.0 sections 7.4.3 and 7.4.6. An aggregation that is only
// observed need not name its parent.
func (c *eventCheck) children(parent bool) {
	c.need("action")
	if parent {
		c.need("parentID")
	}
	if len(c.e.ChildEPCs) == 0 && len(c.e.ChildQuantityList) == 0 && c.e.Action != ActionDelete {
		c.fault("", ErrMissing, "childEPCs or childQuantityList is missing; only action DELETE does without")
	}
}

// checkTransaction: EPCIS 2.0 section 7.4.4.
func checkTransaction(c *eventCheck) {
	c.need("action")
	c.need("bizTransactionList")
	if c.has("bizTransactionList") && len(c.e.BizTransactionList) == 0 {
		c.fault("bizTransactionList", ErrValue, "the list is empty")
	}
	if !c.has("epcList") && len(c.e.QuantityList) == 0 && c.e.Action != ActionDelete {
		c.fault("", ErrMissing, "epcList or quantityList is missing; only action DELETE does without")
	}
}

// checkTransformation: EPCIS 2.0 section 7.4.5. Events with the same
// transformationID are one transformation, so that one may have the inputs and
// another the outputs.
func checkTransformation(c *eventCheck) {
	in := len(c.e.InputEPCList)+len(c.e.InputQuantityList) > 0
	out := len(c.e.OutputEPCList)+len(c.e.OutputQuantityList) > 0
	switch {
	case !in && !out:
		c.fault("", ErrMissing, "a TransformationEvent has inputs or outputs")
	case !in && !c.has("transformationID"):
		c.fault("", ErrMissing, "inputEPCList or inputQuantityList is missing; only with transformationID may another event have it")
	case !out && !c.has("transformationID"):
		c.fault("", ErrMissing, "outputEPCList or outputQuantityList is missing; only with transformationID may another event have it")
	}
	c.unique("inputEPCList", c.e.InputEPCList)
	c.unique("outputEPCList", c.e.OutputEPCList)
}

// unique refuses an identifier that stands in a list twice.
func (c *eventCheck) unique(name string, list []string) {
	if len(list) < 2 {
		return
	}
	seen := make(map[string]int, len(list))
	for i, v := range list {
		if first, ok := seen[v]; ok {
			c.fault(name+"/"+itoa(i), ErrValue, "%q stands at %d already", shorten(v), first)
			continue
		}
		seen[v] = i
	}
}
