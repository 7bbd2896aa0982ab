"""rasa-sdk actions: read the tracker, call faq, dispatch."""
