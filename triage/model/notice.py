"""What every picture and every answer of an example tree says about itself."""

DISCLAIMER = (
    "Example for education and testing. Not medical advice, not reviewed for use with "
    "patients. In an emergency, call your local emergency number."
)
