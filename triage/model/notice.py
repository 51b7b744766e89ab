"""What every picture and every answer of a clinical tree says about itself."""

NO_ADVICE = (
    "Example for education and testing. Not medical advice, not reviewed for use with "
    "patients. In an emergency, call {}."
)

DISCLAIMER = NO_ADVICE.format("your local emergency number")
"""What is said where nobody knows the place, and so whom to call."""

IN_AN_EMERGENCY = (
    "If this may be an emergency, call {} now. Do not wait for the end of the "
    "questions."
)
