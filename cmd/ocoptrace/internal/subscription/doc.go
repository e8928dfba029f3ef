// Package subscription keeps named queries of EPCIS events and sends what they
// newly find to those who subscribed (EPCIS 2.0 sections 8.2.5 and 12.6.3).
//
// # Rows
//
//	sub/query/ NAME         -> a named query, JSON
//	sub/of/ NAME NUL ID     -> a subscription to it, JSON; holds its signature token
//
// # Delivery
//
// A subscription follows the log of statements: it knows the log index up to
// which it was told. A stream is told of new events within seconds, a schedule
// at its times (in Viet Nam, UTC+7), each in messages of at most 100 events. A
// message is an EPCISQueryDocument that is sent with POST to the destination,
// with the header
//
//	GS1-Signature: sha256=HEX
//
// where HEX is HMAC-SHA-256 of the body under the signature token. Any status
// of 200 to 299 takes a message. Otherwise it is sent again after 1, 2, 4 …
// minutes, at most an hour apart, for 7 days since the last one that was taken;
// then the subscription rests, and says so, until it is made anew. Events come
// in log order, each at least once: a message whose answer was lost comes twice.
//
// A destination is https. It is looked up at each message and must not lead to a
// loopback, private or link-local address, so that nobody reaches through the
// service into the network that it stands in. Redirects are not followed.
package subscription
