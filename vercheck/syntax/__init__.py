"""Bytes to trees and values, with spans: one reader for each language."""
