"""The evaluation body's office: sittings from the plan to the papers."""
