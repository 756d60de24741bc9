"""Offline training of Provador's models: the UCI file in, two data folders a version out."""
