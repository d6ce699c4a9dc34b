"""Questionnaires and answers of a provider as FHIR R4, out and in."""
