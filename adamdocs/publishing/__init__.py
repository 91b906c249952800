"""From explainers and Markdown to a site: artefacts, the Markdown extension, the command line."""
