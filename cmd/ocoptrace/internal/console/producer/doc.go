// Package producer serves a producer's first page, with the products and their
// newest batches, and the form of a new batch. What is done with the labels of a
// batch is in package packing.
//
//	GET  /console/batches/new                   ?product&produced&quantity: form; check=1: what will be issued
//	POST /console/batches                       issues it
package producer
