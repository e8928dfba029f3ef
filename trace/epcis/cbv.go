package epcis

import "strings"

// A vocabulary is one of the Core Business Vocabulary (CBV 2.0 section 7), or of
// the GS1 Web Vocabulary for what sensors measure. Its words are written in
// three ways, which mean the same: bare ("shipping", the form of JSON), as a URN
// ("urn:epcglobal:cbv:bizstep:shipping", the form of EPCIS 1.2) and as a Web URI
// ("https://ref.gs1.org/cbv/BizStep-shipping").
type vocabulary struct {
	name string // for messages
	web  string // what a Web URI has before the bare word
	urn  string // the same of a URN, "" where there is none
	has  map[string]bool
}

const (
	webCBV = "https://ref.gs1.org/cbv/"
	webVoc = "https://ref.gs1.org/voc/"
)

var (
	bizSteps = newVocabulary("business step", webCBV+"BizStep-", "urn:epcglobal:cbv:bizstep:", `
		accepting arriving assembling collecting commissioning consigning creating_class_instance
		cycle_counting decommissioning departing destroying disassembling dispensing encoding
		entering_exiting holding inspecting installing killing loading other packing picking
		receiving removing repackaging repairing replacing reserving retail_selling sampling
		sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
		unloading unpacking void_shipping`)
	dispositions = newVocabulary("disposition", webCBV+"Disp-", "urn:epcglobal:cbv:disp:", `
		active available completeness_inferred completeness_verified conformant container_closed
		container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
		inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement
		no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved
		retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable
		unknown`)
	transactionTypes = newVocabulary("business transaction type", webCBV+"BTT-", "urn:epcglobal:cbv:btt:", `
		bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt`)
	partyTypes = newVocabulary("source or destination type", webCBV+"SDT-", "urn:epcglobal:cbv:sdt:", `
		location owning_party possessing_party`)
	errorReasons = newVocabulary("error reason", webCBV+"ER-", "urn:epcglobal:cbv:er:", `
		did_not_occur incorrect_data`)
	components = newVocabulary("component", webCBV+"Comp-", "", `
		altitude axial_distance azimuth easting elevation_angle height latitude longitude northing
		polar_angle spherical_radius x y z`)
	measurements = newVocabulary("measurement type", webVoc, "", `
		AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
		AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity
		Area Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent
		DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity
		ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance
		KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity
		MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration
		MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass
		MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity
		Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension
		Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux
		Wavenumber`)
	alerts = newVocabulary("sensor alert type", webVoc, "", `
		ALARM_CONDITION ERROR_CONDITION`)
)

func newVocabulary(name, web, urn, words string) *vocabulary {
	v := &vocabulary{name, web, urn, map[string]bool{}}
	for _, w := range strings.Fields(words) {
		v.has[w] = true
	}
	return v
}
