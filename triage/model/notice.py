"""What every picture and every answer of a clinical tree says about itself."""

DISCLAIMER = (
    "Example for education and testing. Not medical advice, not reviewed for use with "
    "patients. In an emergency, call your local emergency number."
)

IN_AN_EMERGENCY = (
    "If this may be an emergency, call {} now. Do not wait for the end of the "
    "questions."
)
