package gs1

import "strings"

// VocabularyURL is the namespace of the GS1 Web Vocabulary, in which link types
// are named.
const VocabularyURL = "https://ref.gs1.org/voc/"

// vocabularies are the spellings of the namespace that are in use; the first
// is the one written.
var vocabularies = []string{VocabularyURL, "https://gs1.org/voc/", "http://gs1.org/voc/", "gs1:"}

// DefaultLink is the link type of what a Digital Link leads to where nothing
// else is asked for.
const DefaultLink = "defaultLink"

// LinkTypes are the names of the subproperties of gs1:linkType in the GS1 Web
// Vocabulary 1.16, in the order of the names; those that are deprecated are left
// out.
var LinkTypes = strings.Fields(`
	activityIdeas allergenInfo appDownload backgroundInfo brandHomepageClinical brandHomepagePatient careersInfo
	certificationInfo consumerHandlingStorageInfo defaultLink defaultLinkMulti dpp eifu epcis epil eventsInfo faqs
	handledBy hasRetailers homepage ingredientsInfo instructions jws leaveReview locationInfo logisticsInfo
	loyaltyProgram masterData menuInfo nutritionalInfo openingHoursInfo paymentLink pip promotion
	purchaseSuppliesOrAccessories quickStartGuide recallStatus recipeInfo registerProduct registryEntry relatedImage
	relatedVideo reportFound review safetyInfo scheduleTime serviceInfo smartLabel smpc socialMedia statisticInfo
	subscribe support sustainabilityInfo traceability tutorial userAgreement verificationService whatsInTheBox`)

// ParseLinkType reads a link type as a client asks for it: "gs1:pip", "pip" or
// the URL of the term. ok is false for what is no name of a term at all; a name
// need not be one of LinkTypes.
func ParseLinkType(s string) (name string, ok bool) {
	for _, v := range vocabularies {
		if rest, found := strings.CutPrefix(s, v); found {
			s = rest
			break
		}
	}
	for i := range len(s) {
		if !(s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
			return "", false
		}
	}
	return s, s != ""
}
