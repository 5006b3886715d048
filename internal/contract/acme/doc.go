// Package acme queries the bills of Acme, a provider that does not exist. It is what CONTRIBUTING.md's "Adding a provider" makes,
// step by step, and the contract suite runs on it: so the steps stay true, and what a client costs stays known. Nobody can import
// it from outside of the suite.
//
// The provider's page, invented like the rest: POST /bills/query with the JSON members date (a day at UTC+8, by the time of
// payment), page (from 1) and size (1 to 100) brings {"code":0,"message":"","data":{"total":25,"rows":[…]}}. A request is signed
// in its headers, see [Sign].
package acme
