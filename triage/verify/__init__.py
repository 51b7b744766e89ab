"""Proofs about trees."""
